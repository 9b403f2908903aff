import { existsSync } from 'node:fs';

/**
 * The embedded server's whole `postgresql.conf`, written anew at each start so that an upgrade of Heed upgrades it.
 *
 * Durable: `fsync` and `synchronous_commit` are on, because an acknowledged concern must survive a power cut.
 * Quiet: the server's log never holds what people wrote. Error messages quote values ("Key (name)=(...) already
 * exists"), so errors stay out of the log (`log_min_messages=log`) and are terse; statements and parameters are never
 * logged, and no commit times are kept (sealed disclosures, metadata rules).
 * Small: sized for two cores and a few hundred megabytes.
 */
export function renderSettings(options: { readonly socket: string; readonly fsync: boolean }): string {
  const settings: Record<string, string> = {
    listen_addresses: "''",
    unix_socket_directories: `'${options.socket.replaceAll("'", "''")}'`,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '200',
    password_encryption: "'scram-sha-256'",

    fsync: options.fsync ? 'on' : 'off',
    full_page_writes: options.fsync ? 'on' : 'off',
    synchronous_commit: options.fsync ? 'on' : 'off',

    shared_buffers: "'128MB'",
    effective_cache_size: "'1GB'",
    work_mem: "'8MB'",
    maintenance_work_mem: "'64MB'",
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    dynamic_shared_memory_type: process.platform === 'linux' && !existsSync('/dev/shm') ? 'mmap' : 'posix',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: "'1GB'",
    checkpoint_timeout: "'15min'",
    file_copy_method: 'copy',

    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_destination: "'stderr'",
    logging_collector: 'off',
    log_line_prefix: "'%m [%p] '",
    log_min_messages: 'log',
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    track_commit_timestamp: 'off',
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`;
}

/** Who may connect: anybody who can reach the socket folder and knows a role's password; nobody over a network. */
export const HOST_RULES = 'local all all scram-sha-256\n';
