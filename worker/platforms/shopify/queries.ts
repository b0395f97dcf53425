/**
 * What is exported of a store. A bulk query has at most five connections, nested twice at most, and none within a list, which is why refunds
 * come as totals and as the pieces that are left of each line.
 * @see https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
const RELATED = 'shopify--discovery--product_recommendation'

export const PRODUCTS = `{
  products {
    edges { node {
      __typename id handle title vendor productType tags status publishedAt isGiftCard
      category { fullName }
      featuredMedia { preview { image { url } } }
      complementary: metafield(namespace: "${RELATED}", key: "complementary_products") { value }
      related: metafield(namespace: "${RELATED}", key: "related_products") { value }
      collections { edges { node { __typename id title } } }
      variants { edges { node {
        __typename id sku barcode price inventoryQuantity inventoryPolicy
        selectedOptions { value }
        image { url }
        inventoryItem { id tracked unitCost { amount } }
      } } }
    } }
  }
}`

const MONEY = '{ shopMoney { amount } }'

export const ORDERS = `{
  orders {
    edges { node {
      __typename id name createdAt cancelledAt test displayFinancialStatus currencyCode taxesIncluded
      email sourceName discountCodes paymentGatewayNames
      subtotalPriceSet ${MONEY} totalDiscountsSet ${MONEY} totalShippingPriceSet ${MONEY} totalTaxSet ${MONEY}
      totalTipReceivedSet ${MONEY} originalTotalDutiesSet ${MONEY} totalPriceSet ${MONEY} totalRefundedSet ${MONEY}
      customer { id defaultEmailAddress { emailAddress } }
      billingAddress { company countryCodeV2 }
      shippingAddress { company countryCodeV2 }
      lineItems { edges { node {
        __typename id name title variantTitle sku quantity currentQuantity
        originalUnitPriceSet ${MONEY}
        customAttributes { key value }
        discountAllocations { allocatedAmountSet ${MONEY} }
      } } }
    } }
  }
}`

/** Begins an export. Children stand right behind their parent, so that one object is in memory at a time. */
export const RUN = `mutation ($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id createdAt }
    userErrors { message code }
  }
}`

export const OPERATION = `query ($id: ID!) {
  node(id: $id) { ... on BulkOperation { status errorCode objectCount fileSize url } }
}`

export const SHOP = `{
  shop { name currencyCode ianaTimezone }
  currentAppInstallation { id }
}`

/** What the theme's blocks read: app.metafields.pairwell. */
export const WRITE_METAFIELDS = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { message code } }
}`

export const CREATE_PIXEL = `mutation ($settings: JSON!) {
  webPixelCreate(webPixel: { settings: $settings }) { userErrors { message code } }
}`
export const PIXEL = '{ webPixel { id } }'
export const UPDATE_PIXEL = `mutation ($id: ID!, $settings: JSON!) {
  webPixelUpdate(id: $id, webPixel: { settings: $settings }) { userErrors { message code } }
}`
