namespace CoP.Web.Features.Administration.SetUp;

/// <summary>Marks the words of the letter to the first administrator.</summary>
public sealed class SetUpText;
