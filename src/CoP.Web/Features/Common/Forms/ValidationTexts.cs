using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CoP.Web.Features.Common.Forms;

/// <summary>What is wrong with a field, said in the reader's language, without the names that programs give to fields.</summary>
public sealed class ValidationTexts : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            // Some attributes bring an English sentence of their own; a key of ours has no spaces.
            if (rule.ErrorMessageResourceName is null && rule.ErrorMessage?.Contains(' ') != false && Key(rule) is { } key)
                rule.ErrorMessage = key;
    }

    static string? Key(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "wrong.missing",
        StringLengthAttribute { MinimumLength: > 0 } => "wrong.length",
        StringLengthAttribute or MaxLengthAttribute => "wrong.long",
        MinLengthAttribute => "wrong.short",
        EmailAddressAttribute => "wrong.email",
        UrlAttribute => "wrong.link",
        RangeAttribute => "wrong.range",
        CompareAttribute => "wrong.same",
        RegularExpressionAttribute => "wrong.form",
        _ => null,
    };
}

/// <summary>The same for values that cannot be read at all, such as February 30.</summary>
public sealed class BindingTexts(IStringLocalizer<CommonText> texts) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions mvc)
    {
        var say = mvc.ModelBindingMessageProvider;
        say.SetValueMustNotBeNullAccessor(_ => texts["wrong.missing"]);
        say.SetMissingBindRequiredValueAccessor(_ => texts["wrong.missing"]);
        say.SetMissingKeyOrValueAccessor(() => texts["wrong.missing"]);
        say.SetMissingRequestBodyRequiredValueAccessor(() => texts["wrong.missing"]);
        say.SetAttemptedValueIsInvalidAccessor((value, _) => texts["wrong.value", value]);
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["wrong.value", value]);
        say.SetValueIsInvalidAccessor(value => texts["wrong.value", value]);
        say.SetUnknownValueIsInvalidAccessor(_ => texts["wrong.form"]);
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["wrong.form"]);
        say.SetValueMustBeANumberAccessor(_ => texts["wrong.number"]);
        say.SetNonPropertyValueMustBeANumberAccessor(() => texts["wrong.number"]);
    }
}
