using System.Text.Json;
using System.Text.Json.Serialization;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Records;
using NodaTime.Text;

namespace CoP.Web.Features.Record;

/// <summary>A record as it stands on its sheet. What is written here has to be readable as long as somebody keeps one.</summary>
static class RecordForm
{
    static readonly JsonSerializerOptions brief = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(MemberRecord record) => JsonSerializer.SerializeToUtf8Bytes(
        new Form(
            [.. record.Attended.Reverse().Select(a => new Entry(a.Id.ToString(), Of(a.Day), a.Minutes, a.Title, a.GroupId?.ToString(), a.Session is { } session ? Times.Format(session) : null, a.MeetingId?.ToString()))],
            [.. record.Reflections.Reverse().Select(r => new Text(r.Id.ToString(), Of(r.Day), r.Title, r.Language, r.About?.ToString()))],
            [.. record.Assessments.Select(a => new Look(a.Id.ToString(), Of(a.Day), a.On.ToDictionary(s => s.Key.ToString(), s => s.Value), a.Words))]),
        brief);

    public static MemberRecord Read(byte[] written)
    {
        var form = JsonSerializer.Deserialize<Form>(written, brief)!;
        return new MemberRecord(
            form.Came.Select(e => new Attended(Id<Attended>.Parse(e.Id), Day(e.Day), e.Minutes, e.Title)
            {
                GroupId = e.Group is null ? null : Id<Group>.Parse(e.Group),
                Session = e.Session is null ? null : Times.Parse(e.Session).Value,
                MeetingId = e.Meeting is null ? null : Id<QuarterlyMeeting>.Parse(e.Meeting),
            }),
            form.Wrote.Select(t => new Reflection(Id<Reflection>.Parse(t.Id), Day(t.Day), t.Title, t.Language, t.About is null ? null : Id<Attended>.Parse(t.About))),
            form.Saw.Select(l => SelfAssessment.Of(Id<SelfAssessment>.Parse(l.Id), Day(l.Day), l.Steps.ToDictionary(s => Enum.Parse<Competency>(s.Key), s => s.Value), l.Words)));
    }

    static LocalDateTimePattern Times => LocalDateTimePattern.GeneralIso;

    static string Of(LocalDate day) => LocalDatePattern.Iso.Format(day);

    static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;

    sealed record Form(List<Entry> Came, List<Text> Wrote, List<Look> Saw);

    sealed record Entry(string Id, string Day, int Minutes, string Title, string? Group, string? Session, string? Meeting);

    sealed record Text(string Id, string Day, string? Title, string Language, string? About);

    sealed record Look(string Id, string Day, Dictionary<string, int> Steps, string? Words);
}
