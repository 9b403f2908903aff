/** The few parts of govuk-frontend's scripts we load; it ships no types of its own. */
declare module 'govuk-frontend' {
  type Component = new (root: Element, config?: object) => object;
  export const Button: Component;
  export const CharacterCount: Component;
  export const ErrorSummary: Component;
  export const NotificationBanner: Component;
  export const PasswordInput: Component;
  export const SkipLink: Component;
  export const Tabs: Component;
}
