using CoP.Domain.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace CoP.Web.Features.Discussions.Writing;

public static class Resuming
{
    /// <summary>Fills a form with what its draft holds, where there is one. Always true, to stand in a condition.</summary>
    public static async Task<bool> Resume<T>(this Controller controller, Drafts drafts, Id<Member> member, DraftKey key, T input) where T : class
    {
        if (await drafts.Of(member, key) is not { } draft) return true;
        var fields = new FormCollection(draft.Text.Fields.ToDictionary(f => f.Key, f => new StringValues(f.Value), StringComparer.OrdinalIgnoreCase));
        await controller.TryUpdateModelAsync(input, typeof(T), "", new FormValueProvider(BindingSource.Form, fields, System.Globalization.CultureInfo.InvariantCulture), _ => true);
        // What is still missing is said when it is sent, and what was chosen then may be no choice any more.
        controller.ModelState.Clear();
        return true;
    }
}
