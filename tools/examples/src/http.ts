// A plain HTTP client: JSON there and back.

/** An answer; `body` is empty where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  (
    method: string,
    path: string,
    options?: { readonly token?: string; readonly body?: unknown },
  ): Promise<Answer>;
}

/** Calls the routes below `url`. */
export const callerOf =
  (url: string): Call =>
  async (method, path, { token, body } = {}) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${url}${path}`, {
      ...{ method, headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, headers: response.headers, body: parsed };
  };
