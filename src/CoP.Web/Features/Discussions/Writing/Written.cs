using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>What goes with every text that is posted, changed or taken back, in the same transaction.</summary>
public sealed class Written(Drafts drafts, TimeProvider clock)
{
    public Task Began(Thread thread, Id<Member> author) => drafts.Drop(author, DraftKey.NewThread);

    public Task Replied(Thread thread, Post reply, Id<Member> author) => drafts.Drop(author, DraftKey.Reply(thread.Id));

    public Task Edit(Thread thread, Post post, Writer by, Action change)
    {
        change();
        return drafts.Drop(by.Member, DraftKey.Edit(thread.Id, post.Id));
    }

    public Task TakeBack(Thread thread, Post post, Writer by)
    {
        thread.TakeBack(post, by, clock.Now());
        return drafts.Drop(by.Member, DraftKey.Edit(thread.Id, post.Id));
    }
}
