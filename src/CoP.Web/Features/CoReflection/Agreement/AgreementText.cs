namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>Marks the words of working agreements.</summary>
public sealed class AgreementText;
