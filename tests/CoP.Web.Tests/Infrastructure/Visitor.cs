using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>Someone at a browser without script: keeps cookies, follows redirects, fills in the forms that pages show.</summary>
public sealed class Visitor(HttpClient client, CookieContainer cookies)
{
    /// <summary>For requests that no page makes.</summary>
    public HttpClient Client => client;

    public CookieContainer Cookies => cookies;

    /// <summary>Who has signed in; a mistake to ask of a stranger.</summary>
    public Joined Member { get => field ?? throw new InvalidOperationException("Nobody has signed in."); set; }

    /// <summary>Someone at an address, in whose browser nobody has signed in.</summary>
    public static Visitor At(Uri address, HttpMessageHandler wire, string language = "en")
    {
        var cookies = new CookieContainerHandler { InnerHandler = wire };
        var client = new HttpClient(cookies) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        client.DefaultRequestHeaders.Add("Accept", "text/html,*/*;q=0.5");
        return new Visitor(client, cookies.Container);
    }

    /// <summary>Signs a member in through the form.</summary>
    public async Task<Visitor> SignIn(Joined member)
    {
        Member = member;
        return await SignIn(member.Email, Newcomer.Password);
    }

    /// <summary>Signs somebody in through the form.</summary>
    public async Task<Visitor> SignIn(string email, string password)
    {
        var page = await (await Get("/sign-in")).Submit("form:has([name=Password])", ("Email", email), ("Password", password));
        if (page.Address.StartsWith("/sign-in", StringComparison.Ordinal)) throw new InvalidOperationException($"{email} could not sign in: {page.Text()}");
        return this;
    }

    /// <summary>Opens an address and follows where it leads.</summary>
    public Task<Page> Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Sends fields that need not stand on any page, with a valid antiforgery token unless told otherwise.</summary>
    public async Task<Page> Post(string address, IEnumerable<(string Name, string Value)> fields, bool token = true)
    {
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        if (token) all.Add(new("__RequestVerificationToken", await Token()));
        return await Send(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(all) });
    }

    /// <inheritdoc cref="Post(string, IEnumerable{ValueTuple{string, string}}, bool)"/>
    public Task<Page> Post(string address, params (string Name, string Value)[] fields) => Post(address, fields, token: true);

    /// <summary>Sends a request and follows the redirects.</summary>
    public async Task<Page> Send(HttpRequestMessage request)
    {
        for (var hop = 0; ; hop++)
        {
            var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var address = new Uri(client.BaseAddress!, request.RequestUri!);
            if (response is not { StatusCode: HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently, Headers.Location: { } next })
                return await Page.Of(this, address, response);
            if (hop == 10) throw new InvalidOperationException($"{address} leads round in circles.");
            next = new Uri(address, next);
            if (next.Authority != client.BaseAddress!.Authority) return await Page.Of(this, address, response);
            request = new HttpRequestMessage(HttpMethod.Get, next);
        }
    }

    /// <summary>The answer itself, no redirect followed.</summary>
    public async Task<Page> First(HttpRequestMessage request) =>
        await Page.Of(this, new Uri(client.BaseAddress!, request.RequestUri!), await client.SendAsync(request, TestContext.Current.CancellationToken));

    /// <inheritdoc cref="First(HttpRequestMessage)"/>
    public Task<Page> First(string address) => First(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>A token with which this visitor may post.</summary>
    public async Task<string> Token()
    {
        foreach (var address in (string[])["/", "/sign-in"])
            if ((await Get(address)).Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") is { } token)
                return token;
        throw new InvalidOperationException("No page shows a form.");
    }
}
