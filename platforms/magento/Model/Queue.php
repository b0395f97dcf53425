<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Framework\App\ResourceConnection;

/** Products and orders that changed and were not sent yet: one row each, however often they change. */
class Queue
{
    public const ITEM = 'item';
    public const ORDER = 'order';

    /** Failures after which a row waits for a person: `bin/magento pairwell:sync` tries it again. */
    private const MAX_ATTEMPTS = 40;

    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /** @param string[] $refs SKUs, or numbers of orders */
    public function add(string $kind, array $refs): void
    {
        $rows = [];
        foreach (array_unique(array_filter($refs, fn ($ref) => $ref !== '' && strlen($ref) <= 64)) as $ref) {
            $rows[] = ['kind' => $kind, 'ref' => $ref, 'queued_at' => $this->now(), 'attempts' => 0, 'problem' => null];
        }
        if ($rows) {
            $this->resource->getConnection()->insertOnDuplicate($this->table(), $rows, ['queued_at', 'attempts', 'problem']);
        }
    }

    /** Queues every product and every order, for the first sync. Runs in the database, so that it does not depend on their number. */
    public function addEverything(): void
    {
        $db = $this->resource->getConnection();
        $sources = [
            self::ITEM => ['catalog_product_entity', 'sku'],
            self::ORDER => ['sales_order', 'increment_id'],
        ];
        foreach ($sources as $kind => [$table, $column]) {
            $select = $db->select()
                ->from($this->resource->getTableName($table), [])
                ->columns(['kind' => new \Zend_Db_Expr($db->quote($kind)), 'ref' => $column, 'queued_at' => new \Zend_Db_Expr((string)$this->now())])
                ->where("$column is not null");
            // 2: rows that are queued already get this time.
            $db->query($db->insertFromSelect($select, $this->table(), ['kind', 'ref', 'queued_at'], 1));
        }
        $db->update($this->table(), ['attempts' => 0]);
    }

    /** The rows that wait the longest: reference => time at which it was queued. */
    public function next(string $kind, int $limit): array
    {
        $db = $this->resource->getConnection();
        $select = $db->select()
            ->from($this->table(), ['ref', 'queued_at'])
            ->where('kind = ?', $kind)
            ->where('attempts < ?', self::MAX_ATTEMPTS)
            ->order(['attempts ASC', 'queued_at ASC'])
            ->limit($limit);
        return $db->fetchPairs($select);
    }

    /** Takes out what was sent, unless it has changed since it was read. @param array $sent as `next` gave it */
    public function remove(string $kind, array $sent): void
    {
        $db = $this->resource->getConnection();
        foreach ($sent as $ref => $queuedAt) {
            $db->delete($this->table(), ['kind = ?' => $kind, 'ref = ?' => (string)$ref, 'queued_at = ?' => $queuedAt]);
        }
    }

    /** Keeps what could not be sent, with the reason. @param string[] $refs */
    public function fail(string $kind, array $refs, string $problem, bool $forGood = false): void
    {
        $attempts = $forGood ? self::MAX_ATTEMPTS : new \Zend_Db_Expr('attempts + 1');
        if ($refs) {
            $change = ['attempts' => $attempts, 'problem' => mb_substr($problem, 0, 255)];
            $this->resource->getConnection()->update($this->table(), $change, ['kind = ?' => $kind, 'ref in (?)' => array_map('strval', $refs)]);
        }
    }

    /** How many wait, and how many wait for a person: [kind => [waiting, given up, last problem]]. */
    public function status(): array
    {
        $db = $this->resource->getConnection();
        $status = [];
        foreach ([self::ITEM, self::ORDER] as $kind) {
            $count = fn (string $is) => (int)$db->fetchOne(
                $db->select()->from($this->table(), ['count' => new \Zend_Db_Expr('count(*)')])
                    ->where('kind = ?', $kind)->where("attempts $is ?", self::MAX_ATTEMPTS)
            );
            $problem = $db->fetchOne(
                $db->select()->from($this->table(), ['problem'])->where('kind = ?', $kind)->where('attempts > ?', 0)->limit(1)
            );
            $status[$kind] = [$count('<'), $count('>='), (string)$problem];
        }
        return $status;
    }

    private function table(): string
    {
        return $this->resource->getTableName('pairwell_queue');
    }

    /** UTC microseconds, so that a change in the second of a reading is seen. */
    private function now(): int
    {
        return (int)(microtime(true) * 1000000);
    }
}
