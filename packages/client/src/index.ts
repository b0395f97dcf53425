export { type ClientOptions, Pairwell, type UploadOptions } from './client.ts'
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InvalidInputError,
  type Issue,
  NotFoundError,
  PairwellError,
  PermissionError,
  type ProblemDetails,
  RateLimitError,
  type RowFault,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
} from './errors.ts'
export type { FileBody } from './file.ts'
export type * from './generated/api.ts'
export type { Answer, CallOptions, ListItem, ListRoute, Options, Reply, Route } from './routes.ts'
