#!/usr/bin/env bash
# Starts a Slurm cluster of one node, this machine, in a folder: its own munge key, controller and node, no systemd, no other port or place used.
# usage: slurm.sh start FOLDER | slurm.sh stop FOLDER
set -euo pipefail
PATH=$PATH:/usr/sbin
folder=$(realpath -m "${2:?a folder}")

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)); }

stop() {
  local name
  for name in slurmd slurmctld munged; do
    [ -s "$folder/$name.pid" ] && kill -9 "$(cat "$folder/$name.pid")" 2>/dev/null || true
  done
}

case ${1:-} in
  stop) stop; exit 0 ;;
  start) ;;
  *) echo "usage: slurm.sh start|stop FOLDER" >&2; exit 2 ;;
esac

mkdir -p "$folder"/{state,spool,log}
chmod 755 "$folder"
host=$(hostname -s)
processors=$(nproc)
# munged won't have a key or socket that others could touch: these are in a folder that root owns.
dd if=/dev/urandom of="$folder/munge.key" bs=64 count=1 2>/dev/null
chmod 600 "$folder/munge.key"
munged --force --socket="$folder/munge.socket" --key-file="$folder/munge.key" --pid-file="$folder/munged.pid" --log-file="$folder/log/munged.log" --seed-file="$folder/munge.seed" --num-threads=2

cat >"$folder/slurm.conf" <<EOF
ClusterName=archgen
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CryptoType=crypto/munge
SlurmctldPort=$(port)
SlurmdPort=$(port)
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,sched_min_interval=100000,batch_sched_delay=0,defer_batch=0
MinJobAge=30
KillWait=20
NodeName=$host NodeAddr=127.0.0.1 CPUs=$processors RealMemory=1000 State=UNKNOWN
PartitionName=small Nodes=$host Default=YES MaxTime=INFINITE State=UP
PartitionName=other Nodes=$host Default=NO MaxTime=INFINITE State=UP
EOF
export SLURM_CONF="$folder/slurm.conf"
slurmctld -c -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF" -N "$host"
for _ in $(seq 100); do
  state=$(sinfo -h -o %T 2>/dev/null | head -1 || true)
  [ "$state" = idle ] && { echo "$SLURM_CONF"; exit 0; }
  sleep 0.2
done
echo "the cluster didn't start; its node is '${state:-unknown}'" >&2
tail -n 20 "$folder"/log/*.log >&2
stop
exit 1
