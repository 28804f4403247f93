using CoP.Web.Data;

namespace CoP.Web.Live;

/// <summary>"Topic X is now at version n": all that crosses from a change to the pages that show it.</summary>
public readonly record struct LiveHint(string Topic, long Version);

/// <summary>How hints reach every page: within this process, or through PostgreSQL to all nodes.</summary>
public interface ILiveFanOut
{
    /// <summary>Called in the transaction of the change, just before it commits.</summary>
    Task BeforeCommit(CopDb db, IReadOnlyList<LiveHint> hints);

    /// <summary>Called when it has committed.</summary>
    void AfterCommit(IReadOnlyList<LiveHint> hints);
}

/// <summary>One node: what was committed here concerns only pages that are connected here.</summary>
public sealed class LocalFanOut : ILiveFanOut
{
    public event Action<LiveHint>? Changed;

    public Task BeforeCommit(CopDb db, IReadOnlyList<LiveHint> hints) => Task.CompletedTask;

    public void AfterCommit(IReadOnlyList<LiveHint> hints)
    {
        foreach (var hint in hints) Changed?.Invoke(hint);
    }
}
