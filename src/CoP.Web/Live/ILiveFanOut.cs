using CoP.Web.Data;

namespace CoP.Web.Live;

/// <summary>"Topic X is now at version n": all that crosses from a change to the pages that show it.</summary>
public readonly record struct LiveHint(string Topic, long Version);

/// <summary>How hints reach every page: within this process, or through PostgreSQL to all nodes.</summary>
public interface ILiveFanOut
{
    /// <summary>A change committed, here or on another node.</summary>
    event Action<LiveHint>? Changed;

    /// <summary>Hints may have been lost: every page of this node is to ask what it missed.</summary>
    event Action? Missed;

    /// <summary>Called in the transaction of the change, just before it commits.</summary>
    Task BeforeCommit(CopDb db, IReadOnlyList<LiveHint> hints);

    /// <summary>Called when it has committed.</summary>
    void AfterCommit(IReadOnlyList<LiveHint> hints);
}
