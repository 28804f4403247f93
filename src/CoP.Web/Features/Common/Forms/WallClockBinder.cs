using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime.Text;

namespace CoP.Web.Features.Common.Forms;

/// <summary>Reads what browsers send for date, time and datetime-local inputs, which leave the seconds out.</summary>
public sealed class WallClockBinders : IModelBinderProvider
{
    static readonly WallClockBinder<LocalDate> Dates = new(LocalDatePattern.Iso);
    static readonly WallClockBinder<LocalTime> Times = new(LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.ExtendedIso);
    static readonly WallClockBinder<LocalDateTime> DateTimes = new(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.ExtendedIso);

    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var type = context.Metadata.UnderlyingOrModelType;
        return type == typeof(LocalDate) ? Dates : type == typeof(LocalTime) ? Times : type == typeof(LocalDateTime) ? DateTimes : null;
    }
}

sealed class WallClockBinder<T>(params IPattern<T>[] patterns) : IModelBinder where T : struct
{
    public Task BindModelAsync(ModelBindingContext context)
    {
        var typed = context.ValueProvider.GetValue(context.ModelName);
        if (typed == ValueProviderResult.None) return Task.CompletedTask;
        context.ModelState.SetModelValue(context.ModelName, typed);
        var text = typed.FirstValue?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (!context.ModelMetadata.IsReferenceOrNullableType)
                context.ModelState.TryAddModelError(context.ModelName, context.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(""));
            else
                context.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }
        foreach (var pattern in patterns)
            if (pattern.Parse(text) is { Success: true, Value: var value })
            {
                context.Result = ModelBindingResult.Success(value);
                return Task.CompletedTask;
            }
        context.ModelState.TryAddModelError(context.ModelName, context.ModelMetadata.ModelBindingMessageProvider.AttemptedValueIsInvalidAccessor(text, ""));
        return Task.CompletedTask;
    }
}
