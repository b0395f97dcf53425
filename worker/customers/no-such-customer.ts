import { PairwellError } from '../../vocabulary/errors.ts'

export const noSuchCustomer = () =>
  new PairwellError(
    'no_such_customer',
    'The shop knows no such customer. Check the id or the e-mail address, or look up the handle again.',
  )
