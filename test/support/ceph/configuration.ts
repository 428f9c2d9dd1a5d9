/** The configuration file of a Ceph that keeps one store in memory. */

interface Ports {
  readonly monitor: number
  readonly gateway: number
}

/**
 * Without authentication between the processes their connections must be in mode `crc`, else the
 * gateway waits for ever. The short intervals make the start ten times faster.
 */
export const cephConfiguration = (
  folder: string,
  id: string,
  { monitor, gateway }: Ports,
): string => `[global]
fsid = ${id}
mon_initial_members = a
mon_host = [v2:127.0.0.1:${monitor}]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
ms_cluster_mode = crc
ms_service_mode = crc
ms_client_mode = crc
run_dir = ${folder}/run
admin_socket = ${folder}/run/$name.asok
pid_file = ${folder}/run/$name.pid
log_file = ${folder}/run/$name.log
mon_data = ${folder}/mon
mon_data_avail_crit = 1
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
mon_allow_pool_size_one = true
osd_data = ${folder}/osd
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_crush_chooseleaf_type = 0
setuser_match_path =
[client.rgw]
rgw_frontends = beast endpoint=127.0.0.1:${gateway}
rgw_data = ${folder}/rgw
rgw_max_put_size = 200000000
`
