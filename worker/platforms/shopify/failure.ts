/** What Shopify refused or could not do, in words for the merchant. */
export class ShopifyFailure extends Error {
  /** Milliseconds after which another attempt can help; undefined where a person has to do something first. */
  readonly pause: number | undefined
  readonly status: number

  constructor(message: string, status: number, pause?: number) {
    super(message)
    this.status = status
    this.pause = pause
  }
}
