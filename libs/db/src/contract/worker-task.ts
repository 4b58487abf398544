// What a second process can be asked to do; apart, because the worker itself must not be imported.

export type WorkerTask =
  | { readonly kind: 'migrate' }
  | { readonly kind: 'take-emails'; readonly emails: readonly string[] }
  | { readonly kind: 'rotate'; readonly familyDigest: string; readonly until: number }
  | { readonly kind: 'insert-for-ever' }
  | { readonly kind: 'call-later'; readonly call: 'read' | 'write'; readonly pauseMs: number };
