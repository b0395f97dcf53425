export { type DrawnVisitor, drawArm, newVisitorId, type RunningExperiment } from './arms.ts'
export { type CustomerNames, customerToken, orderToken, type TokenOptions } from './tokens.ts'
export {
  type CartOfLines,
  type Recommendations,
  type RecommendFor,
  recommendFor,
  type SuggestedLineItem,
  type UcpOptions,
  withSuggestedLineItems,
} from './ucp.ts'
export {
  type HeadersLike,
  verifyWebhook,
  WebhookError,
  type WebhookFault,
  type WebhookMessage,
  type WebhookOptions,
  type WebhookType,
} from './webhooks.ts'
