// The methods that a REST API knows; apart, because templates name them and calls are held to them.

/** In alphabetical order; `ANY` stands for these and for nothing else. */
export const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
