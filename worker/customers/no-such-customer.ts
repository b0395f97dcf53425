import { PairwellError } from '../../vocabulary/errors.ts'

export const noSuchCustomer = () =>
  new PairwellError(
    'no_such_customer',
    'The shop knows no such customer. POST /v1/customers/lookup gives the handle of one whom it knows.',
  )
