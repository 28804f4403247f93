using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>What an address answered.</summary>
public sealed class Page
{
    readonly Visitor visitor;
    readonly Lazy<IHtmlDocument> document;

    Page(Visitor visitor, Uri uri, HttpResponseMessage response, byte[] bytes)
    {
        (this.visitor, Uri, Response, Bytes) = (visitor, uri, response, bytes);
        document = new(() => new HtmlParser().ParseDocument(Body));
    }

    public Uri Uri { get; }

    /// <summary>Path and query that one came to in the end.</summary>
    public string Address => Uri.PathAndQuery;

    public HttpResponseMessage Response { get; }

    public HttpStatusCode Status => Response.StatusCode;

    public byte[] Bytes { get; }

    public string Body => Encoding.UTF8.GetString(Bytes);

    public IHtmlDocument Document => document.Value;

    internal static async Task<Page> Of(Visitor visitor, Uri uri, HttpResponseMessage response) =>
        new(visitor, uri, response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    /// <summary>The same page, which must have come with this status.</summary>
    public Page Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Address} answered {(int)Status}, not {(int)status}: {Text()}");
        return this;
    }

    /// <summary>What one reads in the element (the main part of the page by default), with white space made single.</summary>
    public string Text(string? selector = null)
    {
        var element = selector is null ? Document.QuerySelector("main") ?? Document.Body : One(selector);
        return Words(element!);
    }

    /// <summary>What one reads in an element.</summary>
    public static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    public IElement One(string selector) =>
        Document.QuerySelector(selector) ?? throw new InvalidOperationException($"{Address} ({(int)Status}) has no {selector}: {Text()}");

    public IReadOnlyList<IElement> All(string selector) => [.. Document.QuerySelectorAll(selector)];

    /// <summary>Follows a link.</summary>
    public Task<Page> Follow(string selector) =>
        visitor.Get(new Uri(Uri, One(selector).GetAttribute("href") ?? throw new InvalidOperationException($"{selector} leads nowhere.")).PathAndQuery);

    /// <summary>
    /// Sends a form as it stands on the page, with some fields changed, and follows where that leads. <paramref name="selector"/> names the form
    /// or the button that sends it. A field that the form does not have is a mistake in the test.
    /// </summary>
    public Task<Page> Submit(string selector, params (string Name, string? Value)[] changes) => visitor.Send(Fill(selector, changes));

    /// <summary>The request that <see cref="Submit"/> sends.</summary>
    public HttpRequestMessage Fill(string selector, params (string Name, string? Value)[] changes)
    {
        var chosen = One(selector);
        var (form, button) = chosen is IHtmlFormElement itself
            ? (itself, itself.Elements.FirstOrDefault(IsSubmit))
            : (Owner(chosen), chosen);
        var fields = form.Elements.Where(e => !IsSubmit(e) || e == button).SelectMany(Values).ToList();
        var offered = form.Elements.Select(e => e.GetAttribute("name")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var group in changes.GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            if (!offered.Contains(group.Key)) throw new InvalidOperationException($"The form at {Address} has no field {group.Key}, but {string.Join(", ", offered)}.");
            fields.RemoveAll(f => f.Key == group.Key);
            fields.AddRange(group.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Name, c.Value!)));
        }

        var method = button?.GetAttribute("formmethod") ?? form.GetAttribute("method") ?? "get";
        var action = new Uri(Uri, button?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? Address);
        if (!method.Equals("post", StringComparison.OrdinalIgnoreCase))
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(action)
            {
                Query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")),
            }.Uri);
        HttpContent content = form.GetAttribute("enctype") == "multipart/form-data" ? Multipart(fields) : new FormUrlEncodedContent(fields);
        var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content };
        request.Headers.Referrer = Uri;
        return request;
    }

    IHtmlFormElement Owner(IElement button) =>
        (button.GetAttribute("form") is { } id ? Document.GetElementById(id) : button.Closest("form")) as IHtmlFormElement
        ?? throw new InvalidOperationException($"{button.OuterHtml} belongs to no form.");

    static bool IsSubmit(IElement element) => element switch
    {
        IHtmlButtonElement button => (button.GetAttribute("type") ?? "submit") == "submit",
        IHtmlInputElement input => input.Type is "submit" or "image",
        _ => false,
    };

    static IEnumerable<KeyValuePair<string, string>> Values(IElement element)
    {
        if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled") || element.Closest("fieldset[disabled]") is not null) yield break;
        switch (element)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" or "button" or "reset" }:
                break;
            case IHtmlInputElement input:
                yield return new(name, input.Type is "checkbox" or "radio" && !input.HasAttribute("value") ? "on" : input.Value);
                break;
            case IHtmlTextAreaElement area:
                yield return new(name, area.Value);
                break;
            case IHtmlSelectElement select:
                foreach (var option in select.Options.Where(o => o.IsSelected)) yield return new(name, option.Value);
                break;
            case IHtmlButtonElement button when IsSubmit(button):
                yield return new(name, button.GetAttribute("value") ?? "");
                break;
        }
    }

    static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value, Encoding.UTF8) { Headers = { ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" } } });
        return content;
    }
}
