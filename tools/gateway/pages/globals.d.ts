// What swagger-ui-bundle.js leaves in the page, as far as the reference uses it.
interface SwaggerUi {
  readonly authActions: { logout(names: readonly string[]): void };
  readonly authSelectors: { authorized(): ReadonlyMap<string, unknown> };
  preauthorizeApiKey(name: string, value: string): void;
}

declare const SwaggerUIBundle: (options: object) => SwaggerUi;
