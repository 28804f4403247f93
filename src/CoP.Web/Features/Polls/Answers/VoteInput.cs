using System.ComponentModel.DataAnnotations;
using CoP.Domain.Polls;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Polls.Answers;

/// <summary>What somebody answers.</summary>
public sealed class VoteInput
{
    public SlotVote[] Answers { get; set => field = value ?? []; } = [];

    /// <summary>What they say to all times that they did not mark; null asks for each.</summary>
    public PollAnswer? Rest { get; set; }

    [StringLength(Poll.RemarkLimit)] public string? Remark { get; set; }

    /// <summary>Whether it was sent with times left open: then each of them is pointed at.</summary>
    [BindNever] public bool IsIncomplete { get; private set; }

    /// <summary>What somebody answered so far, in the order of time.</summary>
    public static VoteInput Of(Poll poll, Id<Voter> voter) => new()
    {
        Answers = [.. poll.Slots.OrderBy(s => s.Slot.StartsAt).Select(s => new SlotVote { Slot = s.Id, Answer = poll.AnswerOf(voter, s.Id) })],
        Remark = poll.RemarkOf(voter)?.Text,
    };

    /// <summary>What was sent, at the times that there are; what is not there is shown nowhere.</summary>
    public VoteInput On(Poll poll) => new()
    {
        Answers = [.. poll.Slots.OrderBy(s => s.Slot.StartsAt).Select(s => new SlotVote { Slot = s.Id, Answer = Array.Find(Answers, a => a.Slot == s.Id)?.Answer })],
        Rest = Rest,
        IsIncomplete = IsIncomplete,
        Remark = Remark,
    };

    /// <summary>Refuses times that were left open: a gap could be a "no" or an oversight. However many they are, it is said once above, and at each of them.</summary>
    public void Check(ModelStateDictionary form, IStringLocalizer<AvailabilityText> texts)
    {
        var open = Answers.Index().Where(a => a.Item.Answer is null && form[Field(a.Index)] is not { Errors.Count: > 0 }).Select(a => a.Index).ToList();
        if (Rest is not null || open.Count == 0) return;
        IsIncomplete = true;
        form.AddModelError(Field(open[0]), texts.Count("vote.open", open.Count));

        static string Field(int i) => $"Input.Answers[{i}].Answer";
    }

    /// <summary>Answers in somebody's place.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Poll.Answer"/> and <see cref="Poll.AddRemark"/>.</exception>
    public void Cast(Poll poll, Id<Voter> voter, Instant now)
    {
        var answers = Answers.Where(a => (a.Answer ?? Rest) is not null).GroupBy(a => a.Slot).ToDictionary(a => a.Key, a => (a.Last().Answer ?? Rest)!.Value);
        poll.Answer(voter, answers, now);
        if (poll.RemarkOf(voter)?.Text != Remark) poll.AddRemark(voter, Remark, Languages.Current, now);
    }
}

public sealed class SlotVote
{
    public Id<PollSlot> Slot { get; set; }

    public PollAnswer? Answer { get; set; }
}

/// <summary>One more time.</summary>
public sealed class ProposalInput
{
    [Required] public LocalDateTime? At { get; set; }
}

/// <summary>Another deadline.</summary>
public sealed class DeadlineInput
{
    [Required] public LocalDate? Until { get; set; }
}
