// Asks the site for what changed: one request at a time, once more if something happened meanwhile, and again later where it failed.

/**
 * @param {() => Promise<Response>} request
 * @param {(response: Response) => Promise<void>} take what came is put into the page
 * @param {() => void} end the page is no longer this reader's to see; nothing is asked after that
 * @returns {() => Promise<void>} asks; done when an answer is in the page that is no older than the asking, or asking failed
 */
export function asker(request, take, end) {
  let asking = null, again = false, failures = 0, ended = false;

  function ask() {
    if (ended) return Promise.resolve();
    if (asking) {
      again = true;
      return asking;
    }
    asking = once().finally(() => {
      asking = null;
      if (!again) return null;
      again = false;
      return ask();
    });
    return asking;
  }

  async function once() {
    try {
      const response = await request();
      if (response.status === 404 || response.redirected) {
        ended = true;
        end();
        return;
      }
      if (!response.ok) throw new Error(response.statusText);
      await take(response);
      failures = 0;
    } catch {
      failures++;
      setTimeout(ask, Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random()));
    }
  }

  return ask;
}
