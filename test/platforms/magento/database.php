<?php
/** Tables of the simulated shop, with the conditions and statements that the module writes. Written for these tests. */

class Zend_Db_Expr
{
    public function __construct(public string $text)
    {
    }
}

/** A select of Zend_Db, as far as the module writes one. */
final class FakeSelect
{
    public string $table = '';
    public array $columns = [];
    public array $where = [];
    public array $order = [];
    public int $limit = PHP_INT_MAX;

    public function from($table, $columns = [])
    {
        $this->table = $table;
        $this->columns = array_merge($this->columns, $columns);
        return $this;
    }

    public function columns($columns)
    {
        $this->columns = $columns;
        return $this;
    }

    public function where($condition, $value = null)
    {
        $this->where[] = [$condition, $value];
        return $this;
    }

    public function order($order)
    {
        $this->order = $order;
        return $this;
    }

    public function limit($count)
    {
        $this->limit = $count;
        return $this;
    }
}

/** Tables of the simulated shop, kept in a file. */
final class FakeDb
{
    public array $tables = [];

    public function __construct(private string $file)
    {
        $this->tables = is_file($file) ? json_decode(file_get_contents($file), true) : ['pairwell_queue' => [], 'core_config_data' => []];
    }

    public function save(): void
    {
        file_put_contents($this->file, json_encode($this->tables));
    }

    public function select()
    {
        return new FakeSelect();
    }

    public function quote($text)
    {
        return "'$text'";
    }

    private static function holds(array $row, string $condition, $value): bool
    {
        static $known = [];
        $found = $known[$condition] ?? [];
        if (!$found && !preg_match('/^(\w+) (=|<|>=|>|in|like|is not) ?(\(\?\)|\?|null)$/', $condition, $found)) {
            throw new LogicException("Not simulated: $condition");
        }
        $known[$condition] = $found;
        $cell = $row[$found[1]] ?? null;
        return match ($found[2]) {
            '=' => (string)$cell === (string)$value,
            '<' => $cell < $value,
            '>' => $cell > $value,
            '>=' => $cell >= $value,
            'in' => in_array((string)$cell, array_map('strval', (array)$value), true),
            'like' => str_starts_with((string)$cell, rtrim($value, '%')),
            'is not' => $cell !== null,
        };
    }

    private function found(FakeSelect $select): array
    {
        $rows = array_filter($this->tables[$select->table], function ($row) use ($select) {
            foreach ($select->where as [$condition, $value]) {
                if (!self::holds($row, $condition, $value)) {
                    return false;
                }
            }
            return true;
        });
        $keys = array_map(fn ($one) => explode(' ', $one)[0], $select->order);
        $columns = array_map(fn ($key) => array_column($rows, $key), $keys);
        if ($columns && $rows) {
            $rows = array_values($rows);
            array_multisort(...$columns, ...[array_keys($rows)], ...[&$rows]);
        }
        return array_slice($rows, 0, $select->limit);
    }

    public function fetchPairs(FakeSelect $select): array
    {
        return array_column($this->found($select), $select->columns[1], $select->columns[0]);
    }

    public function fetchOne(FakeSelect $select)
    {
        $rows = $this->found($select);
        $column = array_values($select->columns)[0];
        return $column instanceof Zend_Db_Expr ? count($rows) : (array_values($rows)[0][$column] ?? false);
    }

    public function insertOnDuplicate($table, array $rows, array $columns)
    {
        foreach ($rows as $row) {
            $key = "{$row['kind']} {$row['ref']}";
            $this->tables[$table][$key] = array_merge($row, $this->tables[$table][$key] ?? [], array_intersect_key($row, array_flip($columns)));
        }
    }

    public function insertFromSelect(FakeSelect $select, $table, array $fields, $mode)
    {
        return [$select, $table, $fields];
    }

    public function query(array $statement)
    {
        [$select, $table, $fields] = $statement;
        $value = fn ($cell, $row) => $cell instanceof Zend_Db_Expr ? trim($cell->text, "'") : $row[$cell];
        foreach ($this->found($select) as $source) {
            $row = array_combine($fields, array_map(fn ($cell) => $value($cell, $source), $select->columns)) + ['attempts' => 0, 'problem' => null];
            $row['queued_at'] = (int)$row['queued_at'];
            $this->insertOnDuplicate($table, [$row], ['queued_at']);
        }
    }

    public function update($table, array $change, array $where = [])
    {
        foreach ($this->tables[$table] as &$row) {
            foreach ($where as $condition => $value) {
                if (!self::holds($row, $condition, $value)) {
                    continue 2;
                }
            }
            foreach ($change as $name => $value) {
                $row[$name] = $value instanceof Zend_Db_Expr ? $row[$name] + 1 : $value;
            }
        }
    }

    public function delete($table, array $where)
    {
        // By the primary key, as the database does it.
        $key = isset($where['kind = ?'], $where['ref = ?']) ? "{$where['kind = ?']} {$where['ref = ?']}" : null;
        if ($key !== null) {
            if (isset($this->tables[$table][$key]) && (string)$this->tables[$table][$key]['queued_at'] === (string)$where['queued_at = ?']) {
                unset($this->tables[$table][$key]);
            }
            return;
        }
        $this->tables[$table] = array_filter($this->tables[$table], function ($row) use ($where) {
            foreach ($where as $condition => $value) {
                if (!self::holds($row, $condition, $value)) {
                    return true;
                }
            }
            return false;
        });
    }

    public function dropTable($table)
    {
        unset($this->tables[$table]);
    }
}
