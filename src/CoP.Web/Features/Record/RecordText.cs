namespace CoP.Web.Features.Record;

/// <summary>Marks the words of a member's own record.</summary>
public sealed class RecordText;
