using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings.Access;

/// <summary>Something that the reader asked for, and how far it has come.</summary>
/// <param name="Words">Why it could not be booked.</param>
/// <param name="Booker">Who books it where it is not the access contact.</param>
public sealed record MyRequest(NeedKind Kind, string? Other, BookingState State, bool Late, string? Words, string? Booker);
