/** Texts of the pages about learning and teams. They are loaded with these pages. */
export const enEnablement = {}
