/** Separates the names of a category path. */
const STEP = ' > '

/**
 * What people call a family: the last name of its category path, "Kettles" for "Brewing > Kettles", and with the name above it where the path is
 * deeper, "Black (Loose leaf)" for "Tea > Loose leaf > Black".
 */
export function shortName(family: string): string {
  const path = family.split(STEP)
  const [last = family, above] = path.toReversed()
  return path.length > 2 && above ? `${last} (${above})` : last
}
