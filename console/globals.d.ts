declare module '*.css' {
  /** The text of a panel's style sheet; nothing for a style sheet of the console, which the build bundles. */
  const text: string
  export default text
}
