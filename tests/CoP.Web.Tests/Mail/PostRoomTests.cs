using CoP.Domain.Common;
using CoP.Domain.Reminders;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Mail;

public sealed class PostRoomTests
{
    static readonly Handover Away = new Handover.Later(HandoverStage.Connect, "refused");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task An_occasion_becomes_one_letter_a_recipient_and_each_is_sent_once(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 20);
        await office.Tell(Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now));
        var room = office.Room();
        await room.Work(Stop);
        await room.Work(Stop);
        Assert.Equal(20, office.Offered.Distinct().Count());
        Assert.Equal(20, office.Offered.Count);
        Assert.All(await office.Letters(), letter => Assert.Equal((LetterState.Sent, 1), (letter.State, letter.Attempts)));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task Two_nodes_share_the_work_and_send_nothing_twice(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 60);
        office.Server = async (_, _) =>
        {
            await Task.Yield();
            return new Handover.Sent("250 ok");
        };
        await office.Tell(Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now), Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        var rooms = Enumerable.Range(0, 4).Select(_ => office.Room()).ToList();
        await Task.WhenAll(rooms.Select(room => Task.Run(() => room.Work(Stop), Stop)));
        Assert.Equal(120, office.Offered.Count);
        Assert.Equal(120, office.Offered.Distinct().Count());
        Assert.All(await office.Letters(), letter => Assert.Equal(LetterState.Sent, letter.State));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_worker_whose_lease_ran_out_decides_nothing_any_more(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        var (slow, quick) = (office.Room(), office.Room());
        var (handing, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        office.Server = async (n, _) =>
        {
            if (office.Offered.Count > 1) return new Handover.Sent("250 quick");
            handing.SetResult();
            await goOn.Task;
            return new Handover.Refused(HandoverStage.Recipient, "550 slow");
        };
        var late = Task.Run(() => slow.Work(Stop), Stop);
        await handing.Task;
        await quick.Work(Stop);
        Assert.Single(office.Offered);

        // The other has seen it in hand for longer than a hand-over may take.
        office.Clock.Advance(PostRoom.Lease.ToTimeSpan() + TimeSpan.FromSeconds(1));
        await quick.Work(Stop);
        goOn.SetResult();
        await late;
        var letter = Assert.Single(await office.Letters());
        Assert.Equal((LetterState.Sent, "250 quick"), (letter.State, letter.Outcome));
        Assert.Single(office.Offered.Distinct());
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_letter_whose_worker_died_goes_to_the_next_after_a_while_as_the_same_message(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        await office.Die();
        var next = office.Room();
        await next.Work(Stop);
        Assert.Single(office.Offered);
        office.Clock.Advance(TimeSpan.FromMinutes(3));
        await next.Work(Stop);
        Assert.Equal(2, office.Offered.Count);
        Assert.Single(office.Offered.Distinct());
        Assert.Equal(LetterState.Sent, Assert.Single(await office.Letters()).State);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_letter_over_which_every_worker_dies_is_set_aside(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        for (var i = 0; i < 12; i++)
        {
            await office.Die();
            var next = office.Room();
            office.Server = (_, _) => throw new InvalidOperationException("Not to be reached.");
            office.Say = _ => new Composition.NotYet(office.Now);
            using var once = new CancellationTokenSource();
            await once.CancelAsync();
            await next.Work(once.Token);
            office.Clock.Advance(TimeSpan.FromMinutes(3));
            await next.Work(once.Token);
            office.Say = _ => null;
        }
        Assert.Equal(8, office.Offered.Count);
        Assert.Equal(LetterState.SetAside, Assert.Single(await office.Letters()).State);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_clock_that_is_set_forward_or_back_sends_nothing_twice_and_leaves_nothing_lying(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 3);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        var (wrong, right) = (new SettableClock(office.Clock), new SettableClock(office.Clock));
        var (ours, theirs) = (office.Room(clock: wrong), office.Room(clock: right));
        var (handing, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        office.Server = async (n, _) =>
        {
            if (n > 1) return new Handover.Sent("250 ok");
            handing.SetResult();
            await goOn.Task;
            return new Handover.Sent("250 ok");
        };
        var first = Task.Run(() => ours.Work(Stop), Stop);
        await handing.Task;
        foreach (var days in (int[])[1, -2, 400, -399])
        {
            wrong.Set(Duration.FromDays(days));
            await ours.Work(Stop);
            right.Set(Duration.FromDays(days));
            await theirs.Work(Stop);
        }
        goOn.SetResult();
        await first;
        Assert.Equal(3, office.Offered.Count);
        Assert.Equal(3, office.Offered.Distinct().Count());
        Assert.All(await office.Letters(), letter => Assert.Equal(LetterState.Sent, letter.State));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task What_a_wrong_clock_put_off_by_a_year_goes_when_the_clock_is_right(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        var clock = new SettableClock(office.Clock);
        var room = office.Room(clock: clock);
        clock.Set(Duration.FromDays(365));
        office.Server = (_, _) => Task.FromResult<Handover>(new Handover.Later(HandoverStage.Recipient, "450 later"));
        await room.Work(Stop);
        clock.Set(Duration.FromDays(-365));
        office.Server = (_, _) => Task.FromResult<Handover>(new Handover.Sent("250 ok"));
        await room.Work(Stop);
        Assert.Equal(LetterState.Sent, Assert.Single(await office.Letters()).State);
        await room.Work(Stop);
        Assert.Equal(2, office.Offered.Count);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_sign_in_link_goes_before_everything_else(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 12);
        var announcement = Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now);
        await office.Tell(announcement);
        var link = Occasion.Of(LetterKind.SignInLink, Guid.NewGuid(), 1, office.Now);
        office.Server = async (n, _) =>
        {
            if (n == 3) await office.Tell(link);
            return new Handover.Sent("250 ok");
        };
        await office.Room().Work(Stop);
        var order = office.Offered.Select(id => id.StartsWith(link.Id.ToString(), StringComparison.Ordinal)).ToList();
        // The one that was in hand, and then the links.
        Assert.Equal(Enumerable.Repeat(false, 3).Concat(Enumerable.Repeat(true, 12)).Concat(Enumerable.Repeat(false, 9)), order);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task An_occasion_for_thousands_is_made_up_by_the_hundred_and_a_sign_in_link_waits_for_none_of_it(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1000);
        var person = Guid.NewGuid();
        var link = Occasion.Of(LetterKind.SignInLink, Guid.NewGuid(), 1, office.Now);
        office.Find = occasion => occasion.Id == link.Id ? [person] : office.Recipients;
        await office.Tell(Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now));
        var most = 0;
        office.Server = async (n, _) =>
        {
            if (n == 1) await office.Tell(link);
            if (n % 100 == 1) most = Math.Max(most, (await office.Letters()).Count(l => l.State == LetterState.Waiting));
            return new Handover.Sent("250 ok");
        };
        await office.Room().Work(Stop);
        Assert.StartsWith(link.Id.ToString(), office.Offered.ElementAt(1), StringComparison.Ordinal);
        Assert.InRange(most, 1, 200);
        Assert.Equal(1001, office.Offered.Distinct().Count());
        Assert.Equal(1001, office.Offered.Count);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task What_is_under_way_when_the_site_stops_comes_to_its_end_and_the_rest_is_free_for_others(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 20);
        await office.Tell(Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now));
        using var stop = new CancellationTokenSource();
        office.Server = async (n, _) =>
        {
            if (n == 3) await stop.CancelAsync();
            return new Handover.Sent("250 ok");
        };
        await office.Room(connections: 3).Work(stop.Token);
        var letters = await office.Letters();
        Assert.InRange(office.Offered.Count, 3, 5);
        Assert.Equal(office.Offered.Count, letters.Count(l => l.State == LetterState.Sent));
        Assert.All(letters.Where(l => l.State == LetterState.Waiting), letter => Assert.Equal((null, 0), (letter.LeasedAt, letter.Attempts)));
        await office.Room().Work(Stop);
        Assert.Equal(20, office.Offered.Count);
        Assert.Equal(20, office.Offered.Distinct().Count());
    }

    [Fact]
    public async Task No_more_go_in_a_minute_than_are_allowed_all_told_and_to_one_host_and_none_is_forgotten()
    {
        await using var office = await WithRecipients(DatabaseKind.Sqlite, 30);
        office.Address = id => office.Recipients.IndexOf(id) < 20 ? $"{id:N}@big.example" : $"{id:N}@small.example";
        await office.Tell(Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, office.Now));
        var gone = new List<(Instant At, string Host)>();
        office.Server = (_, message) =>
        {
            gone.Add((office.Now, message.To.Mailboxes.Single().Domain));
            return Task.FromResult<Handover>(new Handover.Sent("250 ok"));
        };
        var room = office.Room(perMinute: 8, perHost: 4);
        for (var i = 0; i < 60 && gone.Count < 30; i++)
        {
            var rest = await room.Work(Stop);
            Assert.True(rest >= Duration.FromSeconds(1) || gone.Count == 30, $"It looks again after {rest}.");
            office.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal(30, gone.Count);
        Assert.Equal(30, office.Offered.Distinct().Count());
        foreach (var (at, _) in gone)
        {
            var within = gone.Where(g => g.At >= at && g.At < at + Duration.FromMinutes(1)).ToList();
            Assert.InRange(within.Count, 1, 8);
            Assert.All(within.CountBy(g => g.Host), h => Assert.InRange(h.Value, 1, 4));
        }
        Assert.InRange(gone[^1].At - gone[0].At, Duration.FromMinutes(4), Duration.FromMinutes(6));

        // Who waits before a screen waits for no limit.
        await office.Tell(Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, office.Now));
        await room.Work(Stop);
        var before = gone.Count;
        await office.Tell(Occasion.Of(LetterKind.SignInLink, Guid.NewGuid(), 1, office.Now));
        await room.Work(Stop);
        Assert.Equal(before + 30, gone.Count);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_letter_that_cannot_be_written_or_not_be_handed_over_is_set_aside_and_holds_up_no_other(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 3);
        var (unwritable, unspeakable) = (office.Recipients[0], office.Recipients[1]);
        await office.Tell(Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, office.Now));
        office.Say = id => id == unwritable ? throw new InvalidOperationException("ours") : null;
        office.Server = (_, message) => message.To.Mailboxes.Single().Address.StartsWith($"{unspeakable:N}", StringComparison.Ordinal)
            ? throw new FormatException("ours, too") : Task.FromResult<Handover>(new Handover.Sent("250 ok"));
        for (var i = 0; i < 10; i++)
        {
            await office.Room().Work(Stop);
            office.Clock.Advance(TimeSpan.FromMinutes(20));
        }
        var letters = (await office.Letters()).ToDictionary(l => l.Recipient);
        Assert.Equal((LetterState.SetAside, Letter.MostMistakes, "Composing: InvalidOperationException"), (letters[unwritable].State, letters[unwritable].Attempts, letters[unwritable].Failure));
        Assert.Equal((LetterState.SetAside, Letter.MostMistakes, "Handing over: FormatException"), (letters[unspeakable].State, letters[unspeakable].Attempts, letters[unspeakable].Failure));
        Assert.Equal(LetterState.Sent, letters[office.Recipients[2]].State);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task An_occasion_whose_letters_cannot_be_made_up_is_set_aside_and_holds_up_no_other(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        var (broken, fine) = (Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, office.Now - Duration.FromMinutes(1)), Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, office.Now));
        var tries = 0;
        office.Find = occasion => occasion.Id != broken.Id ? office.Recipients : tries++ < 100 ? throw new InvalidOperationException("ours") : [];
        await office.Tell(broken, fine);
        for (var i = 0; i < 12; i++)
        {
            await office.Room().Work(Stop);
            office.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        Assert.Single(office.Offered);
        Assert.Equal(Occasion.MostFailures, tries);
        var kept = Assert.Single(await office.Occasions(), o => o.Id == broken.Id);
        Assert.Equal(("InvalidOperationException", true, true), (kept.Failure, kept.SetAsideAt is not null, kept.FannedOutAt is null));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_letter_put_off_comes_back_after_a_growing_wait_and_is_given_up_in_the_end(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        office.Server = (_, _) => Task.FromResult<Handover>(new Handover.Later(HandoverStage.Recipient, "450 4.2.1 later"));
        var waits = new List<Duration>();
        for (var i = 1; i < Letter.MostAttempts; i++)
        {
            await office.Room().Work(Stop);
            Assert.Equal(i, office.Offered.Count);
            var letter = Assert.Single(await office.Letters());
            Assert.Equal((LetterState.Waiting, "Recipient: 450 4.2.1 later"), (letter.State, letter.Outcome));
            waits.Add(letter.DueAt - office.Now);
            await office.Room().Work(Stop);
            Assert.Equal(i, office.Offered.Count);
            office.Clock.Advance(waits[^1].ToTimeSpan());
        }
        await office.Room().Work(Stop);
        Assert.Equal(LetterState.GivenUp, Assert.Single(await office.Letters()).State);
        Assert.InRange(waits[0], Duration.FromSeconds(30), Duration.FromSeconds(90));
        Assert.InRange(waits[^1], Duration.FromHours(2), Duration.FromHours(6));
        Assert.InRange(waits.Aggregate((a, b) => a + b), Duration.FromHours(8), Duration.FromHours(30));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_refused_letter_stays_to_be_seen_and_holds_up_no_other(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 3);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        office.Server = (n, _) => Task.FromResult<Handover>(n == 1 ? new Handover.Refused(HandoverStage.Recipient, "550 5.1.1 no\r\nsuch user") : new Handover.Sent("250 ok"));
        await office.Room().Work(Stop);
        var letters = await office.Letters();
        Assert.Equal(2, letters.Count(l => l.State == LetterState.Sent));
        Assert.Equal("Recipient: 550 5.1.1 nosuch user", Assert.Single(letters, l => l.State == LetterState.Refused).Outcome);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task While_no_server_answers_no_letter_is_to_blame(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 20);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        office.Server = (_, _) => Task.FromResult(Away);
        var room = office.Room();
        var rests = new List<Duration>();
        for (var i = 0; i < 8; i++) rests.Add(await room.Work(Stop));
        Assert.Equal(8, office.Offered.Count);
        Assert.All(await office.Letters(), letter => Assert.Equal((LetterState.Waiting, 0), (letter.State, letter.Attempts)));
        Assert.InRange(rests[0], Duration.FromSeconds(3), Duration.FromSeconds(8));
        Assert.InRange(rests[^1], Duration.FromMinutes(3), Duration.FromMinutes(7));
        office.Server = (_, _) => Task.FromResult<Handover>(new Handover.Sent("250 ok"));
        await room.Work(Stop);
        Assert.All(await office.Letters(), letter => Assert.Equal(LetterState.Sent, letter.State));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task What_must_not_go_any_more_is_marked_with_the_reason_and_never_offered(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 2);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        office.Say = id => id == office.Recipients[0] ? new Composition.Void(VoidReason.Left) : null;
        await office.Room().Work(Stop);
        Assert.Single(office.Offered);
        Assert.Equal("Left", Assert.Single(await office.Letters(), l => l.State == LetterState.Void).Outcome);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task What_must_wait_waits_and_a_mistake_of_ours_holds_up_no_other(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 3);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now));
        var morning = office.Now + Duration.FromHours(8);
        office.Say = id => id == office.Recipients[0] ? new Composition.NotYet(morning) : id == office.Recipients[1] ? throw new InvalidOperationException("ours") : null;
        await office.Room().Work(Stop);
        var letters = (await office.Letters()).ToDictionary(l => l.Recipient);
        Assert.Equal((LetterState.Waiting, morning, 0), (letters[office.Recipients[0]].State, letters[office.Recipients[0]].DueAt, letters[office.Recipients[0]].Attempts));
        Assert.Equal((LetterState.Waiting, 1), (letters[office.Recipients[1]].State, letters[office.Recipients[1]].Attempts));
        Assert.Equal(LetterState.Sent, letters[office.Recipients[2]].State);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task An_occasion_of_the_future_waits_for_its_time(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 1);
        await office.Tell(Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now + Duration.FromMinutes(5)));
        Assert.Equal(Duration.FromSeconds(30), await office.Room().Work(Stop));
        Assert.Empty(office.Offered);
        office.Clock.Advance(TimeSpan.FromMinutes(5));
        await office.Room().Work(Stop);
        Assert.Single(office.Offered);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task The_database_refuses_a_second_letter_of_one_occasion_to_one_person(DatabaseKind database)
    {
        await using var office = await WithRecipients(database, 0);
        var (occasion, person) = (Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 1, office.Now), Guid.NewGuid());
        await office.Tell(occasion);
        await Assert.ThrowsAsync<DbUpdateException>(() => office.Write(db =>
        {
            db.Letters.AddRange(new Letter(occasion, person, office.Now), new Letter(occasion, person, office.Now));
            return Task.CompletedTask;
        }));
    }

    static async Task<PostOffice> WithRecipients(DatabaseKind database, int count)
    {
        var office = await PostOffice.Open(database);
        office.Recipients.AddRange(Enumerable.Range(0, count).Select(_ => Guid.NewGuid()));
        return office;
    }
}
