// The shape of a session and of the lifetimes that rule it; apart, so that the store's ports can name it without the rules.
export {};
