/** What a comma parts, where `\,` is a comma of the value itself; empty parts are left out. */
export const splitList = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '')

/** What any of commas, semicolons and line ends part. */
export const splitLoose = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What line ends part, as exports put several values into one cell. */
export const splitLines = (text: string): string[] =>
  text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A category as we write it: `Home > Kitchen`. */
export const categoryPath = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' > ')
    .slice(0, 500)

/**
 * Of all categories of an item the first, or the deepest one below it: shops list "Clothing" beside "Clothing > Shirts".
 * Undefined when there is none.
 */
export function mainCategory(paths: readonly string[]): string | undefined {
  const [first, ...others] = paths.filter((path) => path !== '')
  return others.reduce(
    (deepest, path) => (deepest !== undefined && path.startsWith(`${deepest} > `) ? path : deepest),
    first,
  )
}
