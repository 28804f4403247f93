using CoP.Web.Data;

namespace CoP.Web.Live;

/// <summary>One node: what was committed here concerns only pages that are connected here.</summary>
public sealed class LocalFanOut : ILiveFanOut
{
    public event Action<LiveHint>? Changed;

    // Nothing gets lost within a process.
    public event Action? Missed
    {
        add { }
        remove { }
    }

    public Task BeforeCommit(CopDb db, IReadOnlyList<LiveHint> hints) => Task.CompletedTask;

    public void AfterCommit(IReadOnlyList<LiveHint> hints)
    {
        foreach (var hint in hints) Changed?.Invoke(hint);
    }
}
