/** The number at the end of one of Shopify's ids, such as gid://shopify/Product/12; the text itself if it is no such id. */
export const numberOf = (gid: string): string => /^gid:\/\/shopify\/\w+\/(\d+)/.exec(gid)?.[1] ?? gid
