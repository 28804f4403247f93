using System.Reflection;
using CoP.Domain.Polls;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime.Text;

namespace CoP.Web.Data;

/// <summary>How values that the database does not know are kept, the same in both databases.</summary>
static class Converters
{
    public static void Configure(ModelConfigurationBuilder types)
    {
        types.Properties<Instant>().HaveConversion<InstantConverter>();
        types.Properties<LocalDateTime>().HaveConversion<LocalDateTimeConverter>().HaveMaxLength(19);
        types.Properties<LocalDate>().HaveConversion<LocalDateConverter>().HaveMaxLength(10);
        types.Properties<LocalTime>().HaveConversion<LocalTimeConverter>().HaveMaxLength(5);
        foreach (var entity in typeof(RuleBrokenException).Assembly.GetTypes().Concat(Assembly.GetExecutingAssembly().GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
            if (entity.GetProperty("Id")?.PropertyType == typeof(Id<>).MakeGenericType(entity))
                types.Properties(typeof(Id<>).MakeGenericType(entity)).HaveConversion(typeof(IdConverter<>).MakeGenericType(entity));
        // Of members and of guests, and kept as neither.
        types.Properties<Id<Voter>>().HaveConversion<IdConverter<Voter>>();
    }

    // Ticks since 1970 fit a 64-bit integer for 29,000 years, sort, and lose nothing that a clock gives.
    sealed class InstantConverter() : ValueConverter<Instant, long>(i => i.ToUnixTimeTicks(), t => Instant.FromUnixTimeTicks(t));

    // ISO text sorts like time and is read by a person who opens the database.
    sealed class LocalDateTimeConverter() : ValueConverter<LocalDateTime, string>(v => LocalDateTimePattern.GeneralIso.Format(v), s => LocalDateTimePattern.GeneralIso.Parse(s).Value);

    sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(v => LocalDatePattern.Iso.Format(v), s => LocalDatePattern.Iso.Parse(s).Value);

    sealed class LocalTimeConverter() : ValueConverter<LocalTime, string>(v => MinutePattern.Format(v), s => MinutePattern.Parse(s).Value);

    static readonly LocalTimePattern MinutePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
}
