using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Reminders;

/// <summary>
/// How mail to a member's address has fared lately. An address that was refused for good gets nothing more until its owner says so or has another:
/// who goes on writing to mailboxes that are not there is soon taken for a sender of junk, and then nobody's mail arrives.
/// </summary>
public sealed class AddressStanding
{
    /// <summary>So many refusals in a row that blame the sender stand for one that blames the address.</summary>
    public const int RefusalsOfUs = 3;

    private AddressStanding()
    {
    }

    /// <summary>An address about which something is to be kept.</summary>
    public AddressStanding(Id<Member> memberId, string address) => (MemberId, Address) = (memberId, address);

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>The address that all this is about: another one begins anew.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How often in a row the server put off taking a letter.</summary>
    public int PutOff { get; private set; }

    /// <summary>How often in a row a letter was refused without blame for the address.</summary>
    public int Refusals { get; private set; }

    /// <summary>Since when nothing is sent there; null while mail goes.</summary>
    public Instant? RefusedAt { get; private set; }

    /// <summary>Whether mail to <paramref name="address"/> has stopped.</summary>
    public bool Stops(string address) => RefusedAt is not null && string.Equals(address, Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>The server took a letter: what was before counts no more.</summary>
    public void Took(string address) => (Address, PutOff, Refusals, RefusedAt) = (address, 0, 0, null);

    /// <summary>The server put off taking a letter. That is counted and stops nothing.</summary>
    public void PutsOff(string address)
    {
        Turn(address);
        PutOff++;
    }

    /// <summary>The server refused a letter for good.</summary>
    /// <param name="address">Where it was to go.</param>
    /// <param name="ofUs">The server said that it wants no such mail of us, and nothing about the address (RFC 3463, X.7.X).</param>
    /// <param name="now">Now.</param>
    public void Refuses(string address, bool ofUs, Instant now)
    {
        Turn(address);
        Refusals++;
        if (!ofUs || Refusals >= RefusalsOfUs) RefusedAt ??= now;
    }

    /// <summary>Somebody looked at it and wants it tried anew.</summary>
    public void TryAgain() => (PutOff, Refusals, RefusedAt) = (0, 0, null);

    private void Turn(string address)
    {
        if (string.Equals(address, Address, StringComparison.OrdinalIgnoreCase)) return;
        Address = address;
        TryAgain();
    }
}
