using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions;

/// <summary>Whom the reader would rather not read; looked up once a request.</summary>
public sealed class MyMutes(CopDb db, CurrentMember me)
{
    HashSet<Id<Member>>? muted;

    public async Task<bool> Has(Id<Member>? author) => me.Member.HasMuted && author is { } member && member != me.Id && (muted ??= await db.Mutes.Where(m => m.MemberId == me.Id).Select(m => m.MutedId).ToHashSetAsync()).Contains(member);

    public async Task<bool> HasAny(IEnumerable<Id<Member>?> authors)
    {
        foreach (var author in authors)
            if (await Has(author)) return true;
        return false;
    }
}
