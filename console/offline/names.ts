/** Names of the stores on the device: pages with their files, and what the API has answered. */
export const PAGES = 'pairwell-pages'
export const DATA = 'pairwell-data'
/** Header of an answer that is a copy: when it was made, UTC milliseconds. */
export const COPIED_AT = 'Pairwell-Copied-At'
