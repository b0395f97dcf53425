/** A number without its leading zeros, which spreadsheets drop; undefined for other texts. */
export const bareDigits = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined
