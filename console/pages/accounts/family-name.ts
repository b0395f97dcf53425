/** Separates the names of a category path. */
const STEP = ' > '

/** The last name of a category path, which is what people say: "Kettles" for "Brewing > Kettles". */
export const shortName = (family: string): string => family.split(STEP).at(-1) ?? family
