<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

/** An answer of the API. */
class Answer
{
    /**
     * @param int $status 0 without an answer
     * @param array $body as it was answered
     */
    public function __construct(public readonly int $status, public readonly array $body)
    {
    }

    public function isGood(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }

    /** Whether another attempt can help. */
    public function isPassing(): bool
    {
        return in_array($this->status, [0, 408, 425, 429], true) || $this->status >= 500;
    }

    /** What is wrong, in words. */
    public function problem(): string
    {
        return (string)($this->body['detail'] ?? "The endpoint answered with status {$this->status} and no explanation. Check its address.");
    }

    /**
     * Rows of a request that are refused, by their numbers, each with the reason; none for an error that is not about rows.
     *
     * @param string $list items or orders
     */
    public function refusedRows(string $list): array
    {
        $refused = [];
        foreach ($this->status === 400 ? ($this->body['issues'] ?? []) : [] as $issue) {
            if (preg_match("/^$list\.(\d+)\b/", (string)($issue['field'] ?? ''), $found)) {
                $refused[(int)$found[1]] = $issue['field'] . ': ' . ($issue['message'] ?? '');
            }
        }
        return $refused;
    }
}
