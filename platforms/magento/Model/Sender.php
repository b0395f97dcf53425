<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Framework\Api\SearchCriteriaBuilder;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Sales\Api\OrderRepositoryInterface;

/** Sends what waits in the queue, in batches, until it is empty, the time is over, or the API does not answer. */
class Sender
{
    /** Rows of a request. */
    private const ITEMS = 100;
    private const ORDERS = 200;

    public function __construct(
        private readonly Config $config,
        private readonly Api $api,
        private readonly Queue $queue,
        private readonly Items $items,
        private readonly Orders $orders,
        private readonly ProductRepositoryInterface $products,
        private readonly OrderRepositoryInterface $orderRepository,
        private readonly SearchCriteriaBuilder $criteria
    ) {
    }

    /**
     * @param int $seconds after which no further batch begins
     * @return int rows that were sent
     */
    public function run(int $seconds): int
    {
        $end = time() + $seconds;
        $sent = 0;
        while ($this->config->isEnabled() && time() < $end) {
            $now = $this->sendItems() ?? 0;
            $now += $this->sendOrders() ?? 0;
            if ($now === 0) {
                break;
            }
            $sent += $now;
        }
        return $sent;
    }

    /** @return int|null rows that left the queue; null when the API does not answer */
    private function sendItems(): ?int
    {
        [$waiting, $follow] = $this->waiting(Queue::ITEM, self::ITEMS);
        // The last batch makes the new model.
        $more = $follow || $this->queue->next(Queue::ORDER, 1) ? '&more=1' : '';
        // One second earlier, because a change may be saved in the second of the reading.
        $asOf = (time() - 1) * 1000;
        $rows = [];
        $gone = 0;
        foreach ($waiting as $sku => $queuedAt) {
            try {
                $row = $this->items->of($this->products->get((string)$sku, false, null, true));
            } catch (NoSuchEntityException) {
                $row = $this->delete((string)$sku) ? null : false;
                $gone += $row === null ? 1 : 0;
            }
            if ($row === false) {
                return null;
            }
            if ($row === null) {
                $this->queue->remove(Queue::ITEM, [$sku => $queuedAt]);
                unset($waiting[$sku]);
                continue;
            }
            $rows[$sku] = $row;
        }
        $count = $this->send(Queue::ITEM, 'PUT', "/v1/items?as_of=$asOf$more", 'items', $rows, $waiting);
        return $count === null ? null : $count + $gone;
    }

    /** The rows of a request, and whether others follow. */
    private function waiting(string $kind, int $limit): array
    {
        $rows = $this->queue->next($kind, $limit + 1);
        return [array_slice($rows, 0, $limit, true), count($rows) > $limit];
    }

    private function delete(string $sku): bool
    {
        $answer = $this->api->call('DELETE', '/v1/items/' . rawurlencode($sku));
        if ($answer->isGood() || $answer->status === 404) {
            return true;
        }
        $this->queue->fail(Queue::ITEM, [$sku], $answer->problem());
        return false;
    }

    private function sendOrders(): ?int
    {
        [$waiting, $follow] = $this->waiting(Queue::ORDER, self::ORDERS);
        if (!$waiting) {
            return 0;
        }
        $more = $follow ? '&more=1' : '';
        $asOf = (time() - 1) * 1000;
        $numbers = array_map('strval', array_keys($waiting));
        $found = $this->orderRepository->getList($this->criteria->addFilter('increment_id', $numbers, 'in')->create());
        $rows = [];
        foreach ($found->getItems() as $order) {
            $row = $this->orders->of($order);
            if ($row !== null) {
                $rows[$order->getIncrementId()] = $row;
            }
        }
        // Orders that do not exist any more, or have no goods, have nothing to send.
        $empty = array_diff_key($waiting, $rows);
        $this->queue->remove(Queue::ORDER, $empty);
        return $this->send(Queue::ORDER, 'POST', "/v1/orders?as_of=$asOf$more", 'orders', $rows, $waiting);
    }

    /** Sends rows by reference; those that are refused wait for a person, and the others are sent. */
    private function send(string $kind, string $method, string $path, string $list, array $rows, array $waiting): ?int
    {
        while ($rows) {
            $answer = $this->api->call($method, $path, [$list => array_values($rows)]);
            if ($answer->isGood()) {
                $this->queue->remove($kind, array_intersect_key($waiting, $rows));
                return count($rows);
            }
            $refs = array_keys($rows);
            $refused = $answer->refusedRows($list);
            if (!$refused) {
                $this->queue->fail($kind, $refs, $answer->problem());
                return null;
            }
            foreach ($refused as $at => $why) {
                $this->queue->fail($kind, [$refs[$at]], $why, true);
                unset($rows[$refs[$at]]);
            }
        }
        return 0;
    }
}
