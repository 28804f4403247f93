using CoP.Domain.Discussions;

namespace CoP.Web.Features.Discussions;

/// <summary>The choice of how closely to go along.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Level">How closely now.</param>
/// <param name="Of">With a <c>thread</c> or a <c>space</c>.</param>
public sealed record LevelMenu(string Action, FollowLevel Level, string Of);
