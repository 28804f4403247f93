namespace CoP.Web.Features.Administration;

/// <summary>Marks the words for members' standing, invitations, agencies, the audit trail and setting up.</summary>
public sealed class AdministrationText;
