/**
 * Solves A x = b for a symmetric positive definite A by its Cholesky factor.
 * @param a A by rows, size × size; its lower half is overwritten by the factor
 * @param b right side, overwritten by x and returned
 * @throws {RangeError} when A is not positive definite
 * @see G. Golub, C. Van Loan (2013), Matrix Computations, algorithm 4.2.2
 */
export function solveCholesky(a: Float64Array, b: Float64Array): Float64Array {
  const size = b.length
  const at = (row: number, column: number): number => a[row * size + column] ?? 0
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = at(row, column)
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k)
      if (row > column) a[row * size + column] = sum / at(column, column)
      else if (sum > 0) a[row * size + column] = Math.sqrt(sum)
      else throw new RangeError('The matrix is not positive definite.')
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] ?? 0
    for (let k = 0; k < row; k += 1) sum -= at(row, k) * (b[k] ?? 0)
    b[row] = sum / at(row, row)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = b[row] ?? 0
    for (let k = row + 1; k < size; k += 1) sum -= at(k, row) * (b[k] ?? 0)
    b[row] = sum / at(row, row)
  }
  return b
}
