/** Splits at commas, where `\,` is a comma of the value itself; drops empty values. */
export const splitList = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '')

/** Splits at commas, semicolons and line breaks; drops empty values. */
export const splitLoose = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Splits at line breaks, with which exports put several values into one cell. */
export const splitLines = (text: string): string[] =>
  text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A category path in our notation: `Home > Kitchen`. */
export const categoryPath = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' > ')
    .slice(0, 500)

/**
 * The first of an item's categories, or the deepest one below it, because shops list "Clothing" beside "Clothing > Shirts".
 * Undefined when there is none.
 */
export function mainCategory(paths: readonly string[]): string | undefined {
  const [first, ...others] = paths.filter((path) => path !== '')
  return others.reduce(
    (deepest, path) => (deepest !== undefined && path.startsWith(`${deepest} > `) ? path : deepest),
    first,
  )
}
