using CoP.Domain.Members;
using System.ComponentModel.DataAnnotations;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Features.CoReflection.Groups;

/// <summary>What is typed when a group is formed or described anew.</summary>
public sealed class GroupInput
{
    [Required, StringLength(GroupOutline.NameLimit)]
    public string? Name { get; set; }

    [Required, StringLength(GroupOutline.PurposeLimit)]
    public string? Purpose { get; set; }

    [StringLength(GroupOutline.DescriptionLimit), DataType(DataType.MultilineText)]
    public string? Description { get; set; }

    [MinLength(1, ErrorMessage = "wrong.missing")]
    public MemberRoles[] Roles { get; set; } = [];

    public Area[] Areas { get; set; } = [];

    [Required]
    public string? Language { get; set; }

    [Required]
    public MeetingMode? Mode { get; set; }

    [StringLength(GroupOutline.PlaceLimit)]
    public string? Place { get; set; }

    [Required, Range(GroupOutline.SmallestSize, GroupOutline.LargestSize)]
    public int? Size { get; set; }

    [Required]
    public GroupEntry? Entry { get; set; }

    /// <summary>Whether those who look for a group may be shown it.</summary>
    public bool Suggested { get; set; }

    /// <exception cref="RuleBrokenException"><c>post.nested</c>: the description nests deeper than anybody can read.</exception>
    public GroupOutline Outline() => new(
        Name!, Purpose!, Description ?? "", string.IsNullOrWhiteSpace(Description) ? "" : SafeMarkdown.Html(Description), Roles.Aggregate(MemberRoles.None, (all, role) => all | role), Areas.Aggregate(Domain.Meetings.Areas.None, (all, area) => all | area.AsSet()),
        Language!, Mode!.Value, Place ?? "", Size!.Value, Entry!.Value, Suggested);

    public static GroupInput Of(Group group) => new()
    {
        Name = group.Name,
        Purpose = group.Purpose,
        Description = group.Description,
        Roles = [.. group.Roles.Each()],
        Areas = [.. group.Areas.Each()],
        Language = group.Language,
        Mode = group.Mode,
        Place = group.Place,
        Size = group.Size,
        Entry = group.Entry,
        Suggested = group.Suggested,
    };

    /// <summary>The field that a broken rule speaks of; empty where it is none.</summary>
    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "group.name" => nameof(Name),
        "group.purpose" => nameof(Purpose),
        "group.description" or "post.nested" => nameof(Description),
        "group.roles" or "group.roles.own" => nameof(Roles),
        "group.areas" => nameof(Areas),
        "group.language" => nameof(Language),
        "group.mode" => nameof(Mode),
        "group.place" => nameof(Place),
        "group.size" or "group.size.members" => nameof(Size),
        "group.entry" => nameof(Entry),
        _ => "",
    };
}
