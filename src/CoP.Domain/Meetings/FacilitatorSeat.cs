namespace CoP.Domain.Meetings;

/// <summary>The two who facilitate a meeting together, both of the host area.</summary>
public enum FacilitatorSeat
{
    /// <summary>A DMH Area Director of Recovery.</summary>
    Recovery,

    /// <summary>An ACCS Director of Peer Support.</summary>
    PeerSupport,
}
