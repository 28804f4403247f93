namespace CoP.Domain.Records;

/// <summary>
/// One sheet of somebody's own record, sealed with a key that lies outside the database. Nothing else stands beside it, neither whose it is, nor what
/// it holds, nor when it was written.
/// </summary>
public sealed class RecordSheet
{
    /// <summary>Longest sealed content, in bytes.</summary>
    public const int SealedLimit = 1_000_000;

    private RecordSheet()
    {
    }

    /// <summary>A sheet.</summary>
    /// <param name="id">Found again by whoever holds the key.</param>
    /// <param name="content">Sealed, and padded to one of a few lengths.</param>
    public RecordSheet(Guid id, byte[] content) => (Id, Sealed) = (id, content);

    /// <summary>Its name, which says nothing without the key.</summary>
    public Guid Id { get; private set; }

    /// <summary>What stands on it.</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>Something else stands on it.</summary>
    public void Rewrite(byte[] content) => Sealed = content;
}
