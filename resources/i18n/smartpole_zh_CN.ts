<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SmartPole</name>
    <message>
        <source>(dropped)</source>
        <translation>（已丢弃）</translation>
    </message>
    <message>
        <source>(not given)</source>
        <translation>（未给出）</translation>
    </message>
    <message>
        <source>(not imported)</source>
        <translation>（不导入）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>, {count} of them in key areas</source>
        <translation>，其中 {count} 处位于重点区域</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>1 Workspace and inventory</source>
        <translation>1 工作空间与资源</translation>
    </message>
    <message>
        <source>2 Coverage and gaps</source>
        <translation>2 覆盖与缺口</translation>
    </message>
    <message>
        <source>3 Site placement</source>
        <translation>3 选址</translation>
    </message>
    <message>
        <source>4 Checks</source>
        <translation>4 校核</translation>
    </message>
    <message>
        <source>5 Hand-over and reports</source>
        <translation>5 移交与报告</translation>
    </message>
    <message>
        <source>&lt;a href="layer:gap"&gt;{count} gaps&lt;/a&gt; with {area} and about {people:,.0f} people below the level of their area</source>
        <translation>&lt;a href="layer:gap"&gt;{count} 处缺口&lt;/a&gt;，共 {area}、约 {people:,.0f} 人未达到所在区域的能级</translation>
    </message>
    <message>
        <source>&lt;a href="layer:rejected"&gt;{count:,} resources&lt;/a&gt; are excluded, each with its reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;a href="layer:res_pt"&gt;{count:,} resources&lt;/a&gt; in the inventory.</source>
        <translation>已入库&lt;a href="layer:res_pt"&gt;资源 {count:,} 条&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>&lt;a href="layer:site_ex"&gt;{sites:,} existing sites&lt;/a&gt;, &lt;a href="layer:building"&gt;{buildings:,} buildings&lt;/a&gt;, &lt;a href="layer:svc_area"&gt;{areas:,} service areas&lt;/a&gt;.</source>
        <translation>&lt;a href="layer:site_ex"&gt;现状站址 {sites:,} 处&lt;/a&gt;，&lt;a href="layer:building"&gt;建筑物 {buildings:,} 栋&lt;/a&gt;，&lt;a href="layer:svc_area"&gt;能级分区 {areas:,} 个&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>&lt;a href="layer:site_pl"&gt;{count} sites&lt;/a&gt; for {cost:,.0f} × 10,000 yuan bring {people:,} more people to their level: demand served {before:.1f} % → {after:.1f} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;a href="table:CHECK_FIND"&gt;{count:,} findings&lt;/a&gt; wait for a decision.</source>
        <translation>有 &lt;a href="table:CHECK_FIND"&gt;{count:,} 条问题&lt;/a&gt;待处理。</translation>
    </message>
    <message>
        <source>&lt;a href="table:IMPORT_REJ"&gt;{count:,} rows&lt;/a&gt; could not be imported and wait with their reason.</source>
        <translation>有 &lt;a href="table:IMPORT_REJ"&gt;{count:,} 行&lt;/a&gt;未能导入，原因已列明，待处理。</translation>
    </message>
    <message>
        <source>&lt;a href="table:STAT"&gt;Table of all levels and key areas&lt;/a&gt;</source>
        <translation>&lt;a href="table:STAT"&gt;各能级与重点区域统计表&lt;/a&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;From public resources to a 5G site plan.&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Collect lamp poles, camera poles, roofs and towers in one workspace, see where 5G does not reach, let sites be suggested, check them and hand them to the tower company.&lt;/p&gt;&lt;p&gt;New here? The sample is a small real area with everything in place.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;从公共资源到 5G 站址规划。&lt;/b&gt;&lt;/p&gt;&lt;p&gt;把路灯杆、监控杆、屋顶和铁塔汇总到一个工作空间，查看 5G 未覆盖之处，生成站址建议，校核后移交铁塔公司。&lt;/p&gt;&lt;p&gt;初次使用？示例是一小块真实区域，数据齐全。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A folder for the tower company: shapefiles, tables, map and a list with fingerprints.</source>
        <translation>给铁塔公司的成果文件夹：Shapefile、表格、地图和带校验值的清单。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Area of the gaps (m²)</source>
        <translation>缺口面积（平方米）</translation>
    </message>
    <message>
        <source>Area served (%)</source>
        <translation>达标面积（%）</translation>
    </message>
    <message>
        <source>Area served after (%)</source>
        <translation>规划后达标面积（%）</translation>
    </message>
    <message>
        <source>Area served before (%)</source>
        <translation>规划前达标面积（%）</translation>
    </message>
    <message>
        <source>As the plan</source>
        <translation>与规划一致</translation>
    </message>
    <message>
        <source>Assumed: {what}</source>
        <translation>假定：{what}</translation>
    </message>
    <message>
        <source>At most {count} characters</source>
        <translation>最多 {count} 个字符</translation>
    </message>
    <message>
        <source>At most {gap:.1f} % below the best possible plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attainment</source>
        <translation>达标情况</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Best server</source>
        <translation>主服小区</translation>
    </message>
    <message>
        <source>Both coordinates</source>
        <translation>经纬度同列</translation>
    </message>
    <message>
        <source>Budget (10,000 yuan; 0: no limit)</source>
        <translation>预算（万元；0 表示不限）</translation>
    </message>
    <message>
        <source>Bureau</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Bureau that supplied the list</source>
        <translation>提供台账的部门</translation>
    </message>
    <message>
        <source>CGCS2000, 3-degree zone of the plan</source>
        <translation>CGCS2000，规划所在 3° 带</translation>
    </message>
    <message>
        <source>CGCS2000, longitude and latitude</source>
        <translation>CGCS2000，经纬度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选数</translation>
    </message>
    <message>
        <source>Cell size (m)</source>
        <translation>像元大小（米）</translation>
    </message>
    <message>
        <source>Cells whose verdict is uncertain</source>
        <translation>判定不确定的像元</translation>
    </message>
    <message>
        <source>Cells within reach of a site (%)</source>
        <translation>站址可达的像元（%）</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书文件</translation>
    </message>
    <message>
        <source>Check the inventory</source>
        <translation>检查资源台账</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>校核</translation>
    </message>
    <message>
        <source>Checks of the inventory: double entries, impossible heights, positions out of place.</source>
        <translation>资源台账检查：重复记录、高度异常、位置不合理。</translation>
    </message>
    <message>
        <source>Choose a file for the workspace.</source>
        <translation>请选择工作空间文件。</translation>
    </message>
    <message>
        <source>Choose a projected coordinate system in metres, such as a CGCS2000 3-degree zone.</source>
        <translation>请选择以米为单位的投影坐标系，例如 CGCS2000 3° 带。</translation>
    </message>
    <message>
        <source>Chooses public resources for new 5G sites so that as many people and as much area as possible come to meet their service level, within the number of sites, the budget and the minimum spacing. Resources are judged by the siting rules; each excluded one keeps its reason. What is served today counts as served, and so do planned sites marked as fixed. The result states how far it is at most from the best possible plan; a certificate file lets anyone check this again. Covers are judged by SS-RSRP; attainment before and after also by SS-SINR. Costs, rules and levels are this product's editable defaults.</source>
        <translation>在站址数量、预算和最小间距之内，选用公共资源新建 5G 站址，使尽可能多的人口和面积达到能级要求。资源按选址规则判定，未采用的均保留原因。现状已达标的不重复计算，标为固定的规划站址视同已建。结果给出与理论最优方案的最大差距，证书文件可供任何人复核。覆盖集合按 SS-RSRP 判定，规划前后的达标率同时按 SS-SINR 判定。造价、规则和能级均为本插件自拟的可编辑默认值。</translation>
    </message>
    <message>
        <source>Close the workspace</source>
        <translation>关闭工作空间</translation>
    </message>
    <message>
        <source>Column of latitude or Y</source>
        <translation>纬度或 Y 列</translation>
    </message>
    <message>
        <source>Column of longitude, X or both coordinates</source>
        <translation>经度、X 或经纬度同列的列</translation>
    </message>
    <message>
        <source>Columns with passwords, addresses of devices or log-in names are never imported.</source>
        <translation>含密码、设备地址或登录名的列一律不导入。</translation>
    </message>
    <message>
        <source>Compares SS-RSRP and SS-SINR with the service level of each cell (A to D; the thresholds are this product's editable defaults, not an official standard), joins the cells that miss it into gaps, and computes target and actual per level and key area. Area figures count outdoor cells only, figures by demand count the people in their buildings. Without rasters the newest coverage of the workspace is judged.</source>
        <translation>把每个像元的 SS-RSRP 和 SS-SINR 与其能级（A 至 D；门限为本插件自拟的可编辑默认值，不是官方标准）比较，将未达标像元合并为缺口，并按能级和重点区域统计目标值与实际值。面积指标只计室外像元，人口指标按建筑物内人口计。不指定栅格时，使用工作空间中最新的覆盖结果。</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比对…</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Compute coverage</source>
        <translation>计算覆盖</translation>
    </message>
    <message>
        <source>Computes SS-RSRP, best server and SS-SINR of the 5G sites of a workspace on its plan area (the union of the service-level areas). Poles use 3GPP TR 38.901 UMi street canyon, roofs and towers UMa; buildings and terrain along each ray decide line of sight, and free space is the floor. A cell inside a building is computed at the façade that faces the antenna. Without tuning by measurements such a prediction is off by 10 to 15 dB (RMSE).</source>
        <translation>在规划范围（各能级分区的并集）内计算工作空间中 5G 站址的 SS-RSRP、主服小区和 SS-SINR。杆站采用 3GPP TR 38.901 UMi 街道峡谷模型，屋顶和铁塔采用 UMa；沿射线由建筑物和地形判定视距，路径损耗不低于自由空间。建筑物内的像元按朝向天线的立面计算。未经路测校准时，预测的均方根误差一般为 10–15 dB。</translation>
    </message>
    <message>
        <source>Coordinate system (projected, metres)</source>
        <translation>坐标系（投影坐标系，米）</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Coordinates (projected, in metres)</source>
        <translation>坐标系（投影坐标系，以米为单位）</translation>
    </message>
    <message>
        <source>Copy diagnostic information</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Create workspace</source>
        <translation>新建工作空间</translation>
    </message>
    <message>
        <source>Date of the list (YYYY-MM-DD)</source>
        <translation>台账日期（YYYY-MM-DD）</translation>
    </message>
    <message>
        <source>Datum</source>
        <translation>坐标基准</translation>
    </message>
    <message>
        <source>Datum used</source>
        <translation>采用的坐标基准</translation>
    </message>
    <message>
        <source>Demand given up for sites that are easier to build (%)</source>
        <translation>为选用更易建设的站址而放弃的需求（%）</translation>
    </message>
    <message>
        <source>Demand newly served</source>
        <translation>新增满足的需求</translation>
    </message>
    <message>
        <source>Demand served (%)</source>
        <translation>达标人口（%）</translation>
    </message>
    <message>
        <source>Demand served after (%)</source>
        <translation>规划后达标人口（%）</translation>
    </message>
    <message>
        <source>Demand served before (%)</source>
        <translation>规划前达标人口（%）</translation>
    </message>
    <message>
        <source>Demands a resource answers</source>
        <translation>可由公共资源满足的需求</translation>
    </message>
    <message>
        <source>Demands an existing site answers</source>
        <translation>可由现状站址满足的需求</translation>
    </message>
    <message>
        <source>Demands without site or resource in reach</source>
        <translation>附近没有站址或资源的需求</translation>
    </message>
    <message>
        <source>Downlink rate of a single user (Mbit/s)</source>
        <translation>单用户下行速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Encoding used</source>
        <translation>采用的编码</translation>
    </message>
    <message>
        <source>Excluded resources</source>
        <translation>未采用的资源</translation>
    </message>
    <message>
        <source>Exposure limits, restricted zones and other radio stations are not checked by this version: check them by hand.</source>
        <translation>本版本不校核电磁辐射限值、限禁建区和其他无线电台站，请人工校核。</translation>
    </message>
    <message>
        <source>Features read</source>
        <translation>读取的要素数</translation>
    </message>
    <message>
        <source>Field with the zone's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field with the zone's target (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File (CSV, TXT, XLSX, XLS, SHP, GPKG, GeoJSON, KML, DXF)</source>
        <translation>文件（CSV、TXT、XLSX、XLS、SHP、GPKG、GeoJSON、KML、DXF）</translation>
    </message>
    <message>
        <source>Find coverage gaps</source>
        <translation>查找覆盖缺口</translation>
    </message>
    <message>
        <source>Find gaps</source>
        <translation>查找缺口</translation>
    </message>
    <message>
        <source>Folder for new workspaces and for the copy of the sample</source>
        <translation>新建工作空间和示例副本的存放文件夹</translation>
    </message>
    <message>
        <source>Folder of the package</source>
        <translation>成果文件夹</translation>
    </message>
    <message>
        <source>For every service level, key area, administrative area, main road and zone of an own layer (planning units, villages): share of area and of people served, target and verdict, the largest connected hole, the worst spot and the days left until the target year ends. Roads count by length, points stand for 500 m around them. Targets are the plan's own; the thresholds of the levels are this product's editable defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the list of recent workspaces</source>
        <translation>清空最近使用的工作空间列表</translation>
    </message>
    <message>
        <source>From {low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>Further zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Gaps handed over</source>
        <translation>移交的缺口数</translation>
    </message>
    <message>
        <source>Give the plan a name.</source>
        <translation>请为规划命名。</translation>
    </message>
    <message>
        <source>Half of the {area:.2f} km² has {median:.0f} dBm or more; {sites} sites with {sectors} sectors reach {reached:.1f} % of it.</source>
        <translation>{area:.2f} 平方千米中有一半达到 {median:.0f} dBm 以上；{sites} 处站址 {sectors} 个扇区可达其中 {reached:.1f} %。</translation>
    </message>
    <message>
        <source>Hand over the plan</source>
        <translation>移交规划成果</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Height of the receiver (m)</source>
        <translation>接收点高度（米）</translation>
    </message>
    <message>
        <source>Heights assumed</source>
        <translation>高度为假定值的数量</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>How strong today's signal is, cell by cell: SS-RSRP, best server and SS-SINR.</source>
        <translation>逐像元计算现状信号强弱：SS-RSRP、主服小区和 SS-SINR。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a list of resources</source>
        <translation>导入资源台账</translation>
    </message>
    <message>
        <source>Import a list …</source>
        <translation>导入台账…</translation>
    </message>
    <message>
        <source>Import operators' demand</source>
        <translation>导入运营商需求</translation>
    </message>
    <message>
        <source>Import public resources</source>
        <translation>导入公共资源</translation>
    </message>
    <message>
        <source>Import run</source>
        <translation>导入批次</translation>
    </message>
    <message>
        <source>Investment (10,000 yuan)</source>
        <translation>投资（万元）</translation>
    </message>
    <message>
        <source>Keep the rows that are there and add to them</source>
        <translation>保留已有记录并追加</translation>
    </message>
    <message>
        <source>Language of the documents</source>
        <translation>成果文件语言</translation>
    </message>
    <message>
        <source>Largest distance from a site (m)</source>
        <translation>距站址最大距离（米）</translation>
    </message>
    <message>
        <source>Largest distance from poles (m)</source>
        <translation>距杆站最大距离（米）</translation>
    </message>
    <message>
        <source>Largest distance from roofs and towers (m)</source>
        <translation>距屋顶站和铁塔最大距离（米）</translation>
    </message>
    <message>
        <source>Largest distance from the best possible plan (%)</source>
        <translation>与理论最优方案的最大差距（%）</translation>
    </message>
    <message>
        <source>Largest hole (m²)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest number of sites</source>
        <translation>站址数量上限</translation>
    </message>
    <message>
        <source>Latitude or Y</source>
        <translation>纬度或 Y</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Let the new list overwrite edits made by hand</source>
        <translation>允许新台账覆盖手工修改</translation>
    </message>
    <message>
        <source>Levels that meet their target</source>
        <translation>达到目标的能级数</translation>
    </message>
    <message>
        <source>Levels that miss their target</source>
        <translation>未达目标的能级数</translation>
    </message>
    <message>
        <source>Lists and layers</source>
        <translation>台账与图层</translation>
    </message>
    <message>
        <source>Load map layer</source>
        <translation>加载底图图层</translation>
    </message>
    <message>
        <source>Load of the other sectors (0 to 1)</source>
        <translation>其他扇区负荷（0 至 1）</translation>
    </message>
    <message>
        <source>Loads buildings, roads, water, service-level areas, key areas, existing sites, protected stations, administrative areas or restricted zones from any layer into the workspace. Columns are recognised by their Chinese or English names; the coordinate system is converted; features that cannot be loaded are kept in the table of rejected rows with the reason.

A building without a height gets one from its storeys (3.2 m each) or an assumed one, and says so in its source of height; floor area and people are estimated from footprint, height and use.</source>
        <translation>把建筑物、道路、水域、能级分区、重点区域、现状站址、受保护台站、行政区或限禁建区图层加载到工作空间。按中英文列名自动识别字段，自动转换坐标系；无法加载的要素连同原因保留在拒收行表中。

没有高度的建筑物按层数（每层 3.2 米）推算，或取假定高度，并在“高度来源”中注明；建筑面积和人数按占地、高度和用途估算。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Longitude or X</source>
        <translation>经度或 X</translation>
    </message>
    <message>
        <source>Look again at the workspace</source>
        <translation>重新读取工作空间</translation>
    </message>
    <message>
        <source>Loss into buildings (dB; 0 judges at the façade)</source>
        <translation>建筑物穿透损耗（dB；0 表示按立面判定）</translation>
    </message>
    <message>
        <source>Make the hand-over folder</source>
        <translation>生成移交成果</translation>
    </message>
    <message>
        <source>Makes an empty workspace: one GeoPackage with every table of a site plan (inventory, demand, sites, key areas, restricted zones, ledger, results), with Chinese and English column names and coded values.

The coordinate system must be projected in metres, for instance CGCS2000 / 3-degree Gauss-Kruger of your zone. An existing file is kept unless you allow it to be replaced.</source>
        <translation>新建空的工作空间：一个 GeoPackage 文件，含站址规划的全部表（资源、需求、站址、重点区域、限禁建区、台账、结果），带中英文字段别名和代码值。

坐标系必须是以米为单位的投影坐标系，例如本地所在带的 CGCS2000 3° 高斯－克吕格投影。除非允许替换，否则不覆盖已有文件。</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>文件清单</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Maps: &lt;a href="raster:ss_rsrp"&gt;SS-RSRP&lt;/a&gt;, &lt;a href="raster:best_server"&gt;best server&lt;/a&gt;, &lt;a href="raster:ss_sinr"&gt;SS-SINR&lt;/a&gt;</source>
        <translation>地图：&lt;a href="raster:ss_rsrp"&gt;SS-RSRP&lt;/a&gt;、&lt;a href="raster:best_server"&gt;主服小区&lt;/a&gt;、&lt;a href="raster:ss_sinr"&gt;SS-SINR&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Margin to the second server (dB)</source>
        <translation>与次服小区的差值（dB）</translation>
    </message>
    <message>
        <source>Match demand to sites and resources</source>
        <translation>将需求匹配到站址和资源</translation>
    </message>
    <message>
        <source>Median SS-RSRP (dBm)</source>
        <translation>SS-RSRP 中位数（dBm）</translation>
    </message>
    <message>
        <source>Median SS-SINR (dB)</source>
        <translation>SS-SINR 中位数（dB）</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Menu: workspaces, sample, settings, help</source>
        <translation>菜单：工作空间、示例、设置、帮助</translation>
    </message>
    <message>
        <source>More checks: {links}</source>
        <translation>更多检查：{links}</translation>
    </message>
    <message>
        <source>More parameters</source>
        <translation>更多参数</translation>
    </message>
    <message>
        <source>Name of the plan</source>
        <translation>规划名称</translation>
    </message>
    <message>
        <source>Name of the recipient on the map</source>
        <translation>地图上的接收单位名称</translation>
    </message>
    <message>
        <source>Needs first: {what}.</source>
        <translation>需先完成：{what}。</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>新建工作空间</translation>
    </message>
    <message>
        <source>New workspace …</source>
        <translation>新建工作空间…</translation>
    </message>
    <message>
        <source>No gap larger than the smallest one that counts.</source>
        <translation>没有超过最小统计面积的缺口。</translation>
    </message>
    <message>
        <source>No plan serves more than</source>
        <translation>任何方案都不超过</translation>
    </message>
    <message>
        <source>No terrain model: the ground is taken as flat.</source>
        <translation>没有高程模型：按平地计算。</translation>
    </message>
    <message>
        <source>No workspace open</source>
        <translation>未打开工作空间</translation>
    </message>
    <message>
        <source>Number of files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Number of gaps</source>
        <translation>缺口数</translation>
    </message>
    <message>
        <source>Number of sectors</source>
        <translation>扇区数</translation>
    </message>
    <message>
        <source>Number of sites</source>
        <translation>站址数</translation>
    </message>
    <message>
        <source>Number of tables</source>
        <translation>表的数量</translation>
    </message>
    <message>
        <source>One file holds a whole plan</source>
        <translation>一个文件保存整个规划</translation>
    </message>
    <message>
        <source>Only show what would change</source>
        <translation>只显示将发生的变化</translation>
    </message>
    <message>
        <source>Open the last workspace when QGIS starts</source>
        <translation>QGIS 启动时打开上次的工作空间</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation>打开工作空间</translation>
    </message>
    <message>
        <source>Open workspace …</source>
        <translation>打开工作空间…</translation>
    </message>
    <message>
        <source>Operator, where the table names none (code or word)</source>
        <translation>运营商（表中未注明时；代码或名称）</translation>
    </message>
    <message>
        <source>Or a layer</source>
        <translation>或图层</translation>
    </message>
    <message>
        <source>Out of date: changed since are {what}.</source>
        <translation>已过期：{what} 有改动。</translation>
    </message>
    <message>
        <source>Pass or fail</source>
        <translation>达标与否</translation>
    </message>
    <message>
        <source>People newly served</source>
        <translation>新增达标人口</translation>
    </message>
    <message>
        <source>Permitted deviation where a row states none (m)</source>
        <translation>未注明时的允许偏离半径（米）</translation>
    </message>
    <message>
        <source>Plan area (km²)</source>
        <translation>规划面积（平方千米）</translation>
    </message>
    <message>
        <source>Planned sites handed over</source>
        <translation>移交的规划站址数</translation>
    </message>
    <message>
        <source>Planning panel</source>
        <translation>规划面板</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>读取台账</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reads a bureau's list of lamp poles, camera poles, signs, buildings or towers into the workspace, whatever its form: title rows, several header rows, merged cells, any usual encoding, degrees or metres, one or two coordinate columns, swapped axes.

Columns are recognised by Chinese and English headers and by their values. The datum (WGS 84, CGCS2000, GCJ-02, BD-09) is taken as stated; with auto it is found by comparing the points with a reference layer, and the run stops where that cannot tell.

Rows that cannot be imported are kept in the table of rejected rows with reason and text. Missing heights are assumed by type and marked. Columns with passwords, IP or MAC addresses are dropped. A list that comes again is compared with what it gave before: rows are added and changed, rows edited by hand are kept. Everything is written in one transaction or not at all.</source>
        <translation>把各部门的路灯杆、监控杆、标志牌、建筑物或铁塔台账读入工作空间，不论格式：标题行、多级表头、合并单元格、各种常见编码、经纬度或米制坐标、一列或两列坐标、坐标轴互换。

按中英文表头和数值识别列。坐标基准（WGS 84、CGCS2000、GCJ-02、BD-09）以声明为准；选 auto 时与参照图层比对判断，无法判断则停止。

无法导入的行连同原文和原因保留在拒收行表中。缺少的高度按类型取假定值并标注。含密码、IP 或 MAC 地址的列一律丢弃。再次导入同一台账时与上次比对：新增、修改的行写入，手工修改过的行保留。全部内容在一个事务中写入，否则一行也不写。</translation>
    </message>
    <message>
        <source>Reads the demand table of an operator (China Mobile, Unicom, Telecom, Broadnet), or one table with a column of systems per operator, in the same way as inventories are read.

Then every demand is matched within its permitted deviation: to the nearest existing site that stays on air, else to the nearest resource whose owner has not refused and which is high enough. One site or resource answers at most one demand of each operator; demands with the first priority choose first. A demand that states no deviation gets the one given here, and the number of such demands is told.</source>
        <translation>读取运营商（移动、联通、电信、广电）的需求表，或每家运营商一列系统数的汇总表，读取方式与资源台账相同。

然后在允许偏离半径内匹配每条需求：优先最近的在网现状站址，其次是产权单位未拒绝且高度足够的最近资源。同一站址或资源对每家运营商最多满足一条需求，优先级高者先选。未注明允许偏离半径的需求采用此处给出的值，并告知此类需求的数量。</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>最近使用的工作空间</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>接收单位</translation>
    </message>
    <message>
        <source>Reference layer to find the datum by</source>
        <translation>用于判断坐标基准的参照图层</translation>
    </message>
    <message>
        <source>Replace an existing file</source>
        <translation>替换已有文件</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>Resources handed over</source>
        <translation>移交的资源数</translation>
    </message>
    <message>
        <source>Resources named by sites but not in the inventory: {}</source>
        <translation>站址引用但台账中没有的资源：{}</translation>
    </message>
    <message>
        <source>Roads, buildings or accepted resources whose position is certain; what the workspace holds is used as well</source>
        <translation>位置可靠的道路、建筑物或已入库资源；工作空间中已有的数据也会一并使用</translation>
    </message>
    <message>
        <source>Rows accepted</source>
        <translation>接收行数</translation>
    </message>
    <message>
        <source>Rows added</source>
        <translation>新增行数</translation>
    </message>
    <message>
        <source>Rows changed</source>
        <translation>修改行数</translation>
    </message>
    <message>
        <source>Rows edited by hand that the list would change</source>
        <translation>台账将改动的手工修改行数</translation>
    </message>
    <message>
        <source>Rows gone from the list</source>
        <translation>台账中已消失的行数</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>读取行数</translation>
    </message>
    <message>
        <source>Rows rejected</source>
        <translation>拒收行数</translation>
    </message>
    <message>
        <source>Rows unchanged</source>
        <translation>未变行数</translation>
    </message>
    <message>
        <source>Rows written</source>
        <translation>写入行数</translation>
    </message>
    <message>
        <source>SS-RSRP (dBm)</source>
        <translation>SS-RSRP（dBm）</translation>
    </message>
    <message>
        <source>SS-RSRP (none: the newest coverage)</source>
        <translation>SS-RSRP（不选：最新覆盖结果）</translation>
    </message>
    <message>
        <source>SS-RSRP inside buildings (dBm)</source>
        <translation>室内 SS-RSRP（dBm）</translation>
    </message>
    <message>
        <source>SS-SINR (dB)</source>
        <translation>SS-SINR（dB）</translation>
    </message>
    <message>
        <source>SS-SINR (none: the newest coverage)</source>
        <translation>SS-SINR（不选：最新覆盖结果）</translation>
    </message>
    <message>
        <source>Save the column mapping under this name</source>
        <translation>以此名称保存列对应关系</translation>
    </message>
    <message>
        <source>Saved column mapping to use (name or JSON file)</source>
        <translation>使用已保存的列对应关系（名称或 JSON 文件）</translation>
    </message>
    <message>
        <source>Schema version</source>
        <translation>表结构版本</translation>
    </message>
    <message>
        <source>Servers within 6 dB of the best</source>
        <translation>与主服相差 6 dB 以内的小区数</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Share of locations that reach the level (%)</source>
        <translation>达到能级的位置比例（%）</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Sheet or layer in the file</source>
        <translation>文件中的工作表或图层</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Show or hide the SmartPole 5G planning panel</source>
        <translation>显示或隐藏智慧杆站址规划面板</translation>
    </message>
    <message>
        <source>Show the layers on the map</source>
        <translation>在地图上显示图层</translation>
    </message>
    <message>
        <source>Show what would change</source>
        <translation>显示将发生的变化</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>选址</translation>
    </message>
    <message>
        <source>Smallest distance between new sites (m)</source>
        <translation>新建站址最小间距（米）</translation>
    </message>
    <message>
        <source>Smallest gap (m²)</source>
        <translation>最小缺口面积（平方米）</translation>
    </message>
    <message>
        <source>SmartPole 5G</source>
        <translation>智慧杆站址规划</translation>
    </message>
    <message>
        <source>Source of the base map</source>
        <translation>底图来源</translation>
    </message>
    <message>
        <source>State compliance with the targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement (areas)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement (table)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: {what}.</source>
        <translation>尚缺：{what}。</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Suggest sites</source>
        <translation>建议站址</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Take out rows that the new list no longer has</source>
        <translation>删除新台账中不再出现的行</translation>
    </message>
    <message>
        <source>Terrain and network</source>
        <translation>地形与网络</translation>
    </message>
    <message>
        <source>Terrain model (none: level ground)</source>
        <translation>高程模型（不选：平地）</translation>
    </message>
    <message>
        <source>Terrain model: {file}.</source>
        <translation>高程模型：{file}。</translation>
    </message>
    <message>
        <source>Texts with replaced characters</source>
        <translation>替换过字符的文本数</translation>
    </message>
    <message>
        <source>The area with its service levels, the buildings that block signals, and the sites that are on air today.</source>
        <translation>规划范围及能级分区、遮挡信号的建筑物、现状在网站址。</translation>
    </message>
    <message>
        <source>The check found &lt;a href="table:CHECK_FIND"&gt;{count:,} things&lt;/a&gt;.</source>
        <translation>检查发现 &lt;a href="table:CHECK_FIND"&gt;{count:,} 条问题&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>The check found nothing that is still open.</source>
        <translation>检查未发现待处理的问题。</translation>
    </message>
    <message>
        <source>The diagnostic information is in the clipboard; paste it into your message.</source>
        <translation>诊断信息已复制到剪贴板，可粘贴到反馈信息中。</translation>
    </message>
    <message>
        <source>The folder is ready and was read back: &lt;a href="folder:{path}"&gt;{name}&lt;/a&gt;.</source>
        <translation>成果文件夹已生成并回读校验：&lt;a href="folder:{path}"&gt;{name}&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>The layer's columns are recognised when it is imported; its coordinate system is taken as it says.</source>
        <translation>导入时自动识别图层的列；坐标系以图层声明为准。</translation>
    </message>
    <message>
        <source>The poles, roofs and towers of all bureaus, cleaned and in one table. Import the lists as they are.</source>
        <translation>各部门的杆、屋顶和铁塔，清理后汇总为一张表。台账可按原样导入。</translation>
    </message>
    <message>
        <source>The sample was copied to {path} and opened; try everything, the original stays as it is.</source>
        <translation>示例已复制到 {path} 并打开；可以随意试用，原件不变。</translation>
    </message>
    <message>
        <source>The workspace is read-only: results cannot be written.</source>
        <translation>工作空间为只读，无法写入结果。</translation>
    </message>
    <message>
        <source>The workspace is ready. Begin with step 1: import a list of resources.</source>
        <translation>工作空间已就绪。请从第 1 步开始：导入资源台账。</translation>
    </message>
    <message>
        <source>The workspace {path} is no longer there. Nothing was changed; open it again from its new place.</source>
        <translation>工作空间 {path} 已不在原处。未做任何改动，请从新位置重新打开。</translation>
    </message>
    <message>
        <source>This file exists already: choose another name, or open it.</source>
        <translation>文件已存在：请换一个名称，或直接打开它。</translation>
    </message>
    <message>
        <source>This version of the plugin cannot do this step yet.</source>
        <translation>本版本尚不支持此步骤。</translation>
    </message>
    <message>
        <source>Time for the search (s)</source>
        <translation>搜索时限（秒）</translation>
    </message>
    <message>
        <source>Time of the search (s)</source>
        <translation>搜索用时（秒）</translation>
    </message>
    <message>
        <source>Type of rows that name none</source>
        <translation>未注明类型的行按此类型</translation>
    </message>
    <message>
        <source>Type of rows that name none (code or word)</source>
        <translation>未注明类型的行按此类型（代码或名称）</translation>
    </message>
    <message>
        <source>Unit: {unit}</source>
        <translation>单位：{unit}</translation>
    </message>
    <message>
        <source>Uplink rate of a single user (Mbit/s)</source>
        <translation>单用户上行速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Users of</source>
        <translation>用户所属运营商</translation>
    </message>
    <message>
        <source>Values assumed</source>
        <translation>取假定值的数量</translation>
    </message>
    <message>
        <source>Values not understood</source>
        <translation>无法识别的值</translation>
    </message>
    <message>
        <source>Wait until the running step has ended, or cancel it, before opening another workspace.</source>
        <translation>请等待当前步骤结束或取消后，再打开其他工作空间。</translation>
    </message>
    <message>
        <source>Where the signal misses the service level of the area, and who lives there.</source>
        <translation>信号未达到所在区域能级的地方，以及那里有多少人。</translation>
    </message>
    <message>
        <source>Which poles and roofs serve most of what is not served yet, within number and budget.</source>
        <translation>在数量和预算之内，哪些杆和屋顶能最大限度补上缺口。</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作空间</translation>
    </message>
    <message>
        <source>Workspace (*.gpkg)</source>
        <translation>工作空间 (*.gpkg)</translation>
    </message>
    <message>
        <source>Writes a folder for whoever builds: shapefiles of the planned sites, the resources they use and the gaps (Chinese text readable with and without the .cpg file), a field dictionary, an Excel workbook, a map as PDF and a manifest with SHA-256 checksums.

Everything is read back before the folder appears; a folder that already holds files is never written over. Characters that a shapefile cannot hold are replaced, counted and listed; the workbook holds them in full.

An operator gets the sites that name it; the approval authority gets no personal contacts; the public edition has coarsened positions and only what may be shown.</source>
        <translation>为建设单位生成成果文件夹：规划站址、所用资源和缺口的 Shapefile（有无 .cpg 文件中文均可正确显示）、字段说明、Excel 表、PDF 地图和带 SHA-256 校验值的清单。

全部文件回读校验后才放到位；已有文件的文件夹绝不覆盖。Shapefile 无法保存的字符会被替换、计数并列出，Excel 表中保留原文。

运营商只收到涉及本单位的站址；审批部门版不含个人联系方式；公开版对位置做概略处理，只含可公开内容。</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones that meet their target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones that miss their target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to the plan area when a workspace is opened</source>
        <translation>打开工作空间时缩放到规划范围</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>余约 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>余约 {seconds} 秒</translation>
    </message>
    <message>
        <source>any operator</source>
        <translation>任一运营商</translation>
    </message>
    <message>
        <source>as the list says</source>
        <translation>以台账为准</translation>
    </message>
    <message>
        <source>auto, WGS84, CGCS2000, GCJ02, BD09, or a code such as EPSG:4549</source>
        <translation>auto、WGS84、CGCS2000、GCJ02、BD09，或 EPSG:4549 之类的代码</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>excellent</source>
        <translation>优</translation>
    </message>
    <message>
        <source>existing and planned sites</source>
        <translation>现状与规划站址</translation>
    </message>
    <message>
        <source>existing sites</source>
        <translation>现状站址</translation>
    </message>
    <message>
        <source>existing sites: {sites:,}</source>
        <translation>现状 {sites:,} 站</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>中</translation>
    </message>
    <message>
        <source>folder written</source>
        <translation>已生成</translation>
    </message>
    <message>
        <source>for example: Changle county 2026</source>
        <translation>例如：昌乐县 2026</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>level {code}</source>
        <translation>{code} 级</translation>
    </message>
    <message>
        <source>no existing sites yet</source>
        <translation>尚无现状站址</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未进行</translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation>没有待处理项</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>running …</source>
        <translation>运行中…</translation>
    </message>
    <message>
        <source>the file {name}</source>
        <translation>文件 {name}</translation>
    </message>
    <message>
        <source>{area:,.0f} m²</source>
        <translation>{area:,.0f} 平方米</translation>
    </message>
    <message>
        <source>{area:.2f} km²</source>
        <translation>{area:.2f} 平方千米</translation>
    </message>
    <message>
        <source>{count:,} open</source>
        <translation>{count:,} 条待处理</translation>
    </message>
    <message>
        <source>{count:,} resources</source>
        <translation>{count:,} 条</translation>
    </message>
    <message>
        <source>{count:,} to look at</source>
        <translation>{count:,} 条待查看</translation>
    </message>
    <message>
        <source>{count} sites</source>
        <translation>{count} 处</translation>
    </message>
    <message>
        <source>{level} {value:.1f} %, target {target:g}</source>
        <translation>{level} {value:.1f} %，目标 {target:g}</translation>
    </message>
    <message>
        <source>{read:,} rows read: {added:,} new, {changed:,} changed, {unchanged:,} as before, {gone:,} no longer listed, {rejected:,} rejected</source>
        <translation>读取 {read:,} 行：新增 {added:,}，修改 {changed:,}，未变 {unchanged:,}，已消失 {gone:,}，拒收 {rejected:,}</translation>
    </message>
    <message>
        <source>{rows:,} rows, {columns} columns, encoding {encoding}.</source>
        <translation>{rows:,} 行，{columns} 列，编码 {encoding}。</translation>
    </message>
    <message>
        <source>{share:.0f} % good or better</source>
        <translation>{share:.0f} % 达到良以上</translation>
    </message>
    <message>
        <source>{step}: computing</source>
        <translation>{step}：计算中</translation>
    </message>
    <message>
        <source>{step}: {line}</source>
        <translation>{step}：{line}</translation>
    </message>
    <message>
        <source>{} texts hold characters that a shapefile cannot; they are listed in the package.</source>
        <translation>有 {} 处文本含 Shapefile 无法保存的字符，已在成果包中列出。</translation>
    </message>
</context>
</TS>
