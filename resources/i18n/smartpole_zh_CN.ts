<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SmartPole</name>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
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
        <source>(preset: {value})</source>
        <translation>（预设 {value}）</translation>
    </message>
    <message>
        <source>(usual: {value})</source>
        <translation>（默认 {value}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>, not in sight</source>
        <translation>，不通视</translation>
    </message>
    <message>
        <source>, {count} of them in key areas</source>
        <translation>，其中 {count} 处位于重点区域</translation>
    </message>
    <message>
        <source>, {people:,.0f} people.</source>
        <translation>、{people:,.0f} 人。</translation>
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
        <source>1 of 4: open step 3 and press “Compute coverage”. Blue is strong, pale yellow is weak.</source>
        <translation>1/4：展开第 3 步，点“计算覆盖”。蓝色为强，浅黄为弱。</translation>
    </message>
    <message>
        <source>1 where coverage meets the service level, 0 where it does not, as last judged.</source>
        <translation>最近一次判定：覆盖达到能级为 1，未达到为 0。</translation>
    </message>
    <message>
        <source>1.5 m is a phone in the hand of somebody in the street.</source>
        <translation>1.5 米相当于街上行人手持的手机。</translation>
    </message>
    <message>
        <source>1.5 m is where people stand.</source>
        <translation>1.5 米为人员站立高度。</translation>
    </message>
    <message>
        <source>10 to 15 dB without calibration, 6 to 8 dB after calibration to drive tests.</source>
        <translation>未校准时为 10 至 15 dB，经路测校准后为 6 至 8 dB。</translation>
    </message>
    <message>
        <source>100 asks that nobody loses service; with less, fewer replacements may do.</source>
        <translation>100 表示不允许任何人失去服务；取较小值时，可能需要较少的替代站址。</translation>
    </message>
    <message>
        <source>15 days is our suggestion; no document states a limit. Kept in the workspace.</source>
        <translation>15 天为本插件建议值，文件未规定期限；保存在工作空间中。</translation>
    </message>
    <message>
        <source>2 Coverage and gaps</source>
        <translation>2 覆盖与缺口</translation>
    </message>
    <message>
        <source>2 means that demand in the more demanding areas counts twice when the first year's sites are chosen; 1: no order.</source>
        <translation>2 表示选首年站址时要求较高区域的需求按两倍计；1 表示不分先后。</translation>
    </message>
    <message>
        <source>2 of 4: step 4, “Find gaps”: what misses the service level of its area turns orange.</source>
        <translation>2/4：第 4 步“查找缺口”：未达到所在区域能级之处显示为橙色。</translation>
    </message>
    <message>
        <source>3 Site placement</source>
        <translation>3 选址</translation>
    </message>
    <message>
        <source>3 of 4: step 5, “Suggest sites”. Half a minute later you know which poles and roofs to use.</source>
        <translation>3/4：第 5 步“建议站址”。约半分钟后即可知道选用哪些杆和屋顶。</translation>
    </message>
    <message>
        <source>4 Checks</source>
        <translation>4 校核</translation>
    </message>
    <message>
        <source>4 of 4: step 7 makes the folder for the tower company.</source>
        <translation>4/4：第 7 步生成给铁塔公司的成果文件夹。</translation>
    </message>
    <message>
        <source>4G (LTE)</source>
        <translation>4G（LTE）</translation>
    </message>
    <message>
        <source>4G, n28, poles and omnidirectional antennas; 1 is full power. TDD carriers take 0.75 of it.</source>
        <translation>指 4G、n28、杆站与全向天线；1 为满功率，TDD 载波再乘 0.75。</translation>
    </message>
    <message>
        <source>5 Hand-over and reports</source>
        <translation>5 移交与报告</translation>
    </message>
    <message>
        <source>5G (NR)</source>
        <translation>5G（NR）</translation>
    </message>
    <message>
        <source>5G by default; 4G is for judging villages and roads, with thresholds of its own.</source>
        <translation>默认为 5G；4G 用于评估农村和道路，采用单独的门限。</translation>
    </message>
    <message>
        <source>5G in China: 700 (n28), 2600 (n41), 3500 (n78), 4900 (n79).</source>
        <translation>国内 5G 频段：700（n28）、2600（n41）、3500（n78）、4900（n79）。</translation>
    </message>
    <message>
        <source>6 Ready models</source>
        <translation>6 现成模型</translation>
    </message>
    <message>
        <source>&lt;a href="catalogue:overdue"&gt;{count:,} written replies&lt;/a&gt; are overdue.</source>
        <translation>&lt;a href="catalogue:overdue"&gt;{count:,} 条书面答复&lt;/a&gt;已超期。</translation>
    </message>
    <message>
        <source>&lt;a href="folder:{path}"&gt;{name}&lt;/a&gt; holds {sites:,} sites, {resources:,} resources and {gaps:,} gaps, read back.</source>
        <translation>&lt;a href="folder:{path}"&gt;{name}&lt;/a&gt; 已回读校验：站址 {sites:,} 处、资源 {resources:,} 条、缺口 {gaps:,} 处。</translation>
    </message>
    <message>
        <source>&lt;a href="layer:gap"&gt;{count} gaps&lt;/a&gt; with {area} and about {people:,.0f} people below the level of their area</source>
        <translation>&lt;a href="layer:gap"&gt;{count} 处缺口&lt;/a&gt;，共 {area}、约 {people:,.0f} 人未达到所在区域的能级</translation>
    </message>
    <message>
        <source>&lt;a href="layer:rejected"&gt;{count:,} resources&lt;/a&gt; are excluded, each with its reason.</source>
        <translation>&lt;a href="layer:rejected"&gt;{count:,} 条资源&lt;/a&gt;未采用，均列明原因。</translation>
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
        <translation>&lt;a href="layer:site_pl"&gt;{count} 处站址&lt;/a&gt;，投资约 {cost:,.0f} 万元，新增 {people:,} 人达标：达标人口 {before:.1f} % → {after:.1f} %。</translation>
    </message>
    <message>
        <source>&lt;a href="resource:{key}"&gt;{kind} {key}&lt;/a&gt;: {level:.0f} dBm from {distance:,.0f} m</source>
        <translation>&lt;a href="resource:{key}"&gt;{kind} {key}&lt;/a&gt;：{level:.0f} dBm，距离 {distance:,.0f} 米</translation>
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
        <source>&lt;b&gt;above the limit&lt;/b&gt;: people must be kept away, or power and direction changed</source>
        <translation>&lt;b&gt;超过限值&lt;/b&gt;：须设置防护距离，或调整功率与方向</translation>
    </message>
    <message>
        <source>&lt;b&gt;{site}&lt;/b&gt; serves this spot: {level:.0f} dBm ({quality}), SS-SINR {sinr:.0f} dB, from {distance:,.0f} m.</source>
        <translation>此处由 &lt;b&gt;{site}&lt;/b&gt; 服务：{level:.0f} dBm（{quality}），SS-SINR {sinr:.0f} dB，距离 {distance:,.0f} 米。</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;From public resources to a 5G site plan.&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Collect lamp poles, camera poles, roofs and towers in one workspace, see where 5G does not reach, let sites be suggested, check them and hand them to the tower company.&lt;/p&gt;&lt;p&gt;New here? The sample is a small real area with everything in place.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;从公共资源到 5G 站址规划。&lt;/b&gt;&lt;/p&gt;&lt;p&gt;把路灯杆、监控杆、屋顶和铁塔汇总到一个工作空间，查看 5G 未覆盖之处，生成站址建议，校核后移交铁塔公司。&lt;/p&gt;&lt;p&gt;初次使用？示例是一小块真实区域，数据齐全。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A .qpt of one page saved from a QGIS print layout, used for every sheet chosen; needs an item with the id map.</source>
        <translation>由 QGIS 打印布局另存的单页 .qpt 模板，所选图件都用它；必须有 id 为 map 的地图项。</translation>
    </message>
    <message>
        <source>A TDD site sends only part of the time and its beams move; 1 computes full power all the time.</source>
        <translation>TDD 站址只在部分时间发射，且波束不断变化；取 1 表示始终满功率发射。</translation>
    </message>
    <message>
        <source>A copy of resources/reports/plan_zh.html or plan_en.html of the plugin, changed in a text editor.</source>
        <translation>复制插件的 resources/reports/plan_zh.html 或 plan_en.html，用文本编辑器修改后选用。</translation>
    </message>
    <message>
        <source>A folder for the tower company: shapefiles, tables, map and a list with fingerprints.</source>
        <translation>给铁塔公司的成果文件夹：Shapefile、表格、地图和带校验值的清单。</translation>
    </message>
    <message>
        <source>A house casts one shadow: 50 m in towns, more in open country.</source>
        <translation>一栋楼形成一片阴影：城区取 50 m，开阔地可取更大。</translation>
    </message>
    <message>
        <source>A layer of B less A in dB, and what is newly served and lost</source>
        <translation>B 减 A 的差值图层（dB），以及新增达标与不再达标的范围</translation>
    </message>
    <message>
        <source>A layer or table of drive-test measurements, one row per reading.</source>
        <translation>路测数据图层或表，每个读数一行。</translation>
    </message>
    <message>
        <source>A lease without devices for longer than this is listed.</source>
        <translation>出租后未挂设备超过此期限的予以列出。</translation>
    </message>
    <message>
        <source>A left, B right of a line on the map; drag it, or use the arrow keys. Esc ends it.</source>
        <translation>地图上线左为 A、线右为 B；拖动分隔线或用左右方向键移动，Esc 退出。</translation>
    </message>
    <message>
        <source>A lessee that holds this share of the resources or more is named.</source>
        <translation>承租资源占比达到此值的企业予以列出。</translation>
    </message>
    <message>
        <source>A line from every site to every station it may disturb, with I/N, path loss and whether it has to give way.</source>
        <translation>每个站址到可能受其干扰的台站的连线，含 I/N、路径损耗及是否需协调。</translation>
    </message>
    <message>
        <source>A new or empty folder; nothing that is there is written over.</source>
        <translation>新文件夹或空文件夹；不会覆盖已有文件。</translation>
    </message>
    <message>
        <source>A point for every resource that some draw chose, with the percentage.</source>
        <translation>任一抽样中入选的资源各一点，附入选比例。</translation>
    </message>
    <message>
        <source>A point where each zone that misses its target lacks the most signal, with the decibels lacking.</source>
        <translation>每个未达标分区信号差得最多的一点，并给出所差 dB。</translation>
    </message>
    <message>
        <source>A pole carries its antenna at about 10 m, a roof or tower at 25 to 40 m.</source>
        <translation>杆上天线一般高约 10 米，屋顶或铁塔为 25 至 40 米。</translation>
    </message>
    <message>
        <source>A raster of ground heights in metres that reaches beyond the plan area to all sites. Without it the ground is taken as level, which is written on the result.</source>
        <translation>以米为单位的地面高程栅格，范围应覆盖规划区及全部站址。不选时按平地计算，并在结果中注明。</translation>
    </message>
    <message>
        <source>A raster of land cover classes: each class that was measured gets a term of its own, which coverage uses when it is given land cover of the same table.</source>
        <translation>地表覆盖分类栅格：每个测到的类别各有一项修正；计算覆盖时给出同一类别表的栅格即会采用。</translation>
    </message>
    <message>
        <source>A raster of land cover classes; woods and built-up areas then add loss by their usual height.</source>
        <translation>土地覆盖分类栅格；林地和建成区按常见高度增加损耗。</translation>
    </message>
    <message>
        <source>A single project is usually allowed a fifth (0.2) of the public limit.</source>
        <translation>单个项目通常取公众限值的五分之一（0.2）。</translation>
    </message>
    <message>
        <source>A site may take another resource, or use its own in another way, under the rules of the plan.</source>
        <translation>站址可以换用其他资源，或改变建设方式，均遵守方案规则。</translation>
    </message>
    <message>
        <source>A: SS-RSRP before (none: newest of today)</source>
        <translation>A：对比前 SS-RSRP（不选：最新现状）</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>添加 …</translation>
    </message>
    <message>
        <source>Adjacent channels disturb</source>
        <translation>计入邻道干扰</translation>
    </message>
    <message>
        <source>After so many days without a written reply an application counts as overdue. Empty: the limit set for the workspace, else 15.</source>
        <translation>申请后超过这么多天没有书面答复即为超期。留空：按工作空间设置的期限，未设置为 15 天。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Allow models outside their range (marked)</source>
        <translation>允许模型超出适用范围（标明）</translation>
    </message>
    <message>
        <source>Allow new poles and towers where nothing can be shared</source>
        <translation>无可共享资源时允许新建杆塔</translation>
    </message>
    <message>
        <source>Also gives the fewest sites that reach this share. 0 asks for the curve only.</source>
        <translation>同时求出达到此比例的最少站址数。0 表示只计算曲线。</translation>
    </message>
    <message>
        <source>Also heard: {list}.</source>
        <translation>还可收到：{list}。</translation>
    </message>
    <message>
        <source>Also: {links}</source>
        <translation>另有：{links}</translation>
    </message>
    <message>
        <source>Alternatives named</source>
        <translation>给出备选的数量</translation>
    </message>
    <message>
        <source>Among plans that are almost equally good, the one with resources that are easier to get is taken: government buildings before private ones, existing poles before new ones. Sites that bring next to nothing are not built. 0 asks for the very best value.</source>
        <translation>在效果相近的方案中，选用更易取得的资源：机关建筑先于民营建筑，已有杆先于新建杆；几乎不增加覆盖的站不建。0 表示只求最优值。</translation>
    </message>
    <message>
        <source>An edited copy of resources/rules/siting.json: rules, ways of building, costs, siting order, functions of smart poles. It is checked and becomes the plan's own; giving the product's file takes it away again.</source>
        <translation>由 resources/rules/siting.json 改成的文件：选址规则、建设方式、造价、选址次序、智慧杆功能。检查通过后成为本规划的规则；选产品原文件即恢复默认。</translation>
    </message>
    <message>
        <source>An operator receives the sites that carry it; contact persons go to the tower company alone; the public notice has coarse positions and neither resources nor gaps.</source>
        <translation>运营商只收到涉及本单位的站址；联系人只提供给铁塔公司；公示版只含概略位置，不含资源和缺口。</translation>
    </message>
    <message>
        <source>Answer (Excel or CSV)</source>
        <translation>回复文件（Excel 或 CSV）</translation>
    </message>
    <message>
        <source>Answers the demand of all operators on as few places as possible within each demand's deviation and heights: what stands or is planned first, then public resources, then new poles and towers. One demand per operator and place, as many operators as a place has room and load for, and only while the compliance distance of all of them together keeps away from taller homes, schools and hospitals. Urgent demand comes first. Tells whether the result is proven, the reason of unmet demand, the sharing rates against 80 %, and what is built beside something that stands or is planned. Merged sites become fixed planned sites; a trial run writes nothing but the table.</source>
        <translation>在每条需求的允许偏离半径和挂高范围内，用尽可能少的点位满足各运营商的需求：先用现状和规划站址，再用公共资源，最后新建杆塔。每个点位对每家运营商满足一条需求，可容纳的运营商数以挂位和承重为限，且各家合计的达标距离不得触及更高的住宅、学校和医院。紧急需求优先。给出结果是否经证明最优、未满足需求的原因、与 80 % 对照的共享指标，以及与现状或规划站址重复的建设。合并后的站址成为固定的规划站址；试算只写输出表。</translation>
    </message>
    <message>
        <source>Antenna</source>
        <translation>天线</translation>
    </message>
    <message>
        <source>Antenna file</source>
        <translation>天线文件</translation>
    </message>
    <message>
        <source>Antenna file of roofs and towers</source>
        <translation>屋顶和铁塔的天线文件</translation>
    </message>
    <message>
        <source>Applied for {days} days ago, without a reply in writing; the limit is {limit} days (our suggestion, editable).</source>
        <translation>已申请 {days} 天，未收到书面答复；期限 {limit} 天（本插件建议值，可改）。</translation>
    </message>
    <message>
        <source>Area judged</source>
        <translation>判定面积</translation>
    </message>
    <message>
        <source>Area newly served (m²)</source>
        <translation>新增达标面积（m²）</translation>
    </message>
    <message>
        <source>Area no longer served (m²)</source>
        <translation>不再达标面积（m²）</translation>
    </message>
    <message>
        <source>Area of the gaps (m²)</source>
        <translation>缺口面积（平方米）</translation>
    </message>
    <message>
        <source>Area or people</source>
        <translation>面积或人口</translation>
    </message>
    <message>
        <source>Area served</source>
        <translation>达标面积</translation>
    </message>
    <message>
        <source>Area served (%)</source>
        <translation>达标面积（%）</translation>
    </message>
    <message>
        <source>Area served after (%)</source>
        <translation>对比后达标面积（%）</translation>
    </message>
    <message>
        <source>Area served before (%)</source>
        <translation>对比前达标面积（%）</translation>
    </message>
    <message>
        <source>Area served, level {code} (%)</source>
        <translation>{code} 级达标面积（%）</translation>
    </message>
    <message>
        <source>Area served: {before:.1f} % → {after:.1f} %.</source>
        <translation>达标面积 {before:.1f} % → {after:.1f} %。</translation>
    </message>
    <message>
        <source>Area, type or mode</source>
        <translation>区域、类型或方式</translation>
    </message>
    <message>
        <source>Areas left out together are squares of (m)</source>
        <translation>成片留出区域的边长（米）</translation>
    </message>
    <message>
        <source>As batch 3 (reserve): drawn apart, counted in no coverage, cost or report, and not handed over unless asked for.</source>
        <translation>作为第 3 批（储备）：图上单独表示，不计入覆盖、投资和报告，未要求时不移交。</translation>
    </message>
    <message>
        <source>As of (YYYY-MM-DD; empty: today)</source>
        <translation>截至日期（YYYY-MM-DD；空为今天）</translation>
    </message>
    <message>
        <source>As the plan</source>
        <translation>与规划一致</translation>
    </message>
    <message>
        <source>Ask the recipient. GCJ-02 and BD-09 are the shifted coordinates of Chinese web maps, with a loss of accuracy.</source>
        <translation>请向接收单位确认。GCJ-02 和 BD-09 是国内网络地图的偏移坐标，精度有损失。</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>假定</translation>
    </message>
    <message>
        <source>Assumed: {what}</source>
        <translation>假定：{what}</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At least (%)</source>
        <translation>至少（%）</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>At most {count} characters</source>
        <translation>最多 {count} 个字符</translation>
    </message>
    <message>
        <source>At most {gap:.1f} % below the best possible plan.</source>
        <translation>与理论最优方案相差不超过 {gap:.1f} %。</translation>
    </message>
    <message>
        <source>Atlas, A3</source>
        <translation>分幅图册，A3</translation>
    </message>
    <message>
        <source>Attach photos or documents</source>
        <translation>添加照片或文件</translation>
    </message>
    <message>
        <source>Attach photos or documents; they can also be dropped here</source>
        <translation>添加照片或文件；也可直接拖到这里</translation>
    </message>
    <message>
        <source>Attached photos and documents</source>
        <translation>所附照片和文件</translation>
    </message>
    <message>
        <source>Attaching files</source>
        <translation>正在添加附件</translation>
    </message>
    <message>
        <source>Attainment</source>
        <translation>达标情况</translation>
    </message>
    <message>
        <source>Awaiting reply</source>
        <translation>待答复</translation>
    </message>
    <message>
        <source>Azimuths may change</source>
        <translation>可调方位角</translation>
    </message>
    <message>
        <source>B: SS-RSRP after (none: newest with the plan)</source>
        <translation>B：对比后 SS-RSRP（不选：最新含规划）</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设值</translation>
    </message>
    <message>
        <source>Back to the usual columns</source>
        <translation>恢复默认字段</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>频段</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Below this a spot counts as poorly covered when the quality of the calibration is stated.</source>
        <translation>统计校准质量时，低于此值的点视为弱覆盖。</translation>
    </message>
    <message>
        <source>Beside roads, in parks, venues and new developments, never in restricted zones, buildings or water, and only away from resources that could be shared. 0: nothing new is proposed.</source>
        <translation>沿道路、在公园、场馆和新开发区内生成，不设在限禁建区、建筑物和水域内，且附近没有可共享资源。0：不提出新建。</translation>
    </message>
    <message>
        <source>Best server</source>
        <translation>主服小区</translation>
    </message>
    <message>
        <source>Beyond this distance a site counts neither as server nor as interferer. 1500 m in towns; more where macro sites stand alone.</source>
        <translation>超过此距离的站址既不计服务也不计干扰。城镇取 1500 米，宏站孤立处应取更大值。</translation>
    </message>
    <message>
        <source>Bias by sector</source>
        <translation>各扇区偏差</translation>
    </message>
    <message>
        <source>Bias on areas left out (dB)</source>
        <translation>留出区域的偏差（dB）</translation>
    </message>
    <message>
        <source>Blocked by the ground, {distance:,.0f} m from here.</source>
        <translation>被地形遮挡，距此 {distance:,.0f} 米。</translation>
    </message>
    <message>
        <source>Blocked by {name}, {height:.0f} m high, {distance:,.0f} m from here; it stands {above:.0f} m above the line of sight.</source>
        <translation>被{name}（高 {height:.0f} 米）遮挡，距此 {distance:,.0f} 米，高出视线 {above:.0f} 米。</translation>
    </message>
    <message>
        <source>Blocks the line</source>
        <translation>遮挡视线</translation>
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
        <source>Budget up to the end of each year (10,000 yuan)</source>
        <translation>各年末累计预算（万元）</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>建筑物</translation>
    </message>
    <message>
        <source>Buildings above the share</source>
        <translation>超过份额的建筑物</translation>
    </message>
    <message>
        <source>Builds the siting problem of the last suggestion or plan by years again from the workspace, counts the value of the stored plan, checks every condition, and recomputes the bound from the prices in the certificate by one sparse product. Nothing of the search is used. It tells what no longer agrees when inventory, demand or rules have changed since.</source>
        <translation>根据工作空间重新建立最近一次选址或分年度规划的问题，重新核算所存方案的价值，检查每项条件，并用证书中的价格经一次稀疏乘法重算上界，不使用搜索过程的任何结果。资源、需求或规则此后有变化的，会指出哪里不再一致。</translation>
    </message>
    <message>
        <source>Built beside something nearer than this is double building (m)</source>
        <translation>相距小于此值视为重复建设（米）</translation>
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
        <source>CRS of those fields</source>
        <translation>上述字段的坐标系</translation>
    </message>
    <message>
        <source>Calibrate to drive tests</source>
        <translation>路测校准</translation>
    </message>
    <message>
        <source>Calibration by name (brings its own model)</source>
        <translation>采用的校准（按名称；自带模型）</translation>
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
        <source>Carried out</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>Carries out what “Check inventory” proposes, takes repairs back, or sets findings aside so that they are not raised again. Name the findings (F000001, F000002, …), or leave the list empty for all.

A repair whose object was edited since the check is not carried out; an undo never overwrites an edit made after the repair.</source>
        <translation>执行“检查资源台账”提出的修复、撤销修复，或将问题搁置以后不再提示。可指定问题编号（F000001、F000002……），留空表示全部。

检查之后又被修改过的对象不予修复；撤销绝不覆盖修复之后的修改。</translation>
    </message>
    <message>
        <source>Carry out all proposals</source>
        <translation>执行全部修复建议</translation>
    </message>
    <message>
        <source>Catalogue document …</source>
        <translation>开放目录 …</translation>
    </message>
    <message>
        <source>Catalogue layer</source>
        <translation>目录图层</translation>
    </message>
    <message>
        <source>Cell size (m)</source>
        <translation>像元大小（米）</translation>
    </message>
    <message>
        <source>Cells disturbed in the end</source>
        <translation>最终受扰的像元</translation>
    </message>
    <message>
        <source>Cells lost in the end</source>
        <translation>最终失去服务的像元</translation>
    </message>
    <message>
        <source>Cells lost in the worst stage</source>
        <translation>最不利阶段失去服务的像元</translation>
    </message>
    <message>
        <source>Cells lost without the site</source>
        <translation>拆除该站后失去服务的像元</translation>
    </message>
    <message>
        <source>Cells newly served</source>
        <translation>新增达标像元数</translation>
    </message>
    <message>
        <source>Cells no longer served</source>
        <translation>不再达标像元数</translation>
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
        <source>Certificate (none: the last one)</source>
        <translation>证书文件（不选：最近一次）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Change selected …</source>
        <translation>批量修改 …</translation>
    </message>
    <message>
        <source>Change {count:,} rows</source>
        <translation>修改 {count:,} 条</translation>
    </message>
    <message>
        <source>Change “{column}” of the selected rows …</source>
        <translation>批量修改所选记录的“{column}”…</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Check electromagnetic exposure</source>
        <translation>校核电磁辐射</translation>
    </message>
    <message>
        <source>Check interference into other stations</source>
        <translation>校核对其他台站的干扰</translation>
    </message>
    <message>
        <source>Check inventory</source>
        <translation>检查资源台账</translation>
    </message>
    <message>
        <source>Check the inventory</source>
        <translation>检查资源台账</translation>
    </message>
    <message>
        <source>Check the inventory afterwards</source>
        <translation>导入后检查资源台账</translation>
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
        <source>Choose a preset</source>
        <translation>选择预设</translation>
    </message>
    <message>
        <source>Choose a projected coordinate system in metres, such as a CGCS2000 3-degree zone.</source>
        <translation>请选择以米为单位的投影坐标系，例如 CGCS2000 3° 带。</translation>
    </message>
    <message>
        <source>Choose the columns of the table</source>
        <translation>选择表中显示的字段</translation>
    </message>
    <message>
        <source>Chooses public resources for new 5G sites so that as many people and as much area as possible come to meet their service level, within the number of sites, the budget and the minimum spacing. Resources are judged by the siting rules; each excluded one keeps its reason. What is served today counts as served, and so do planned sites marked as fixed. The result states how far it is at most from the best possible plan; a certificate file lets anyone check this again. Covers are judged by SS-RSRP; attainment before and after also by SS-SINR. Costs, rules and levels are this product's editable defaults.</source>
        <translation>在站址数量、预算和最小间距之内，选用公共资源新建 5G 站址，使尽可能多的人口和面积达到能级要求。资源按选址规则判定，未采用的均保留原因。现状已达标的不重复计算，标为固定的规划站址视同已建。结果给出与理论最优方案的最大差距，证书文件可供任何人复核。覆盖集合按 SS-RSRP 判定，规划前后的达标率同时按 SS-SINR 判定。造价、规则和能级均为本插件自拟的可编辑默认值。</translation>
    </message>
    <message>
        <source>Chooses the sites of several years at once, so that each year serves as much as possible with the sites it may have and keeps those of the years before. Priority areas count more: level A and key areas in the first years, town seats and villages from the second, all alike in the last. The first year's sites form the batch to build, the later ones the batch to advance; each site's runner-up becomes the reserve batch. The stated distance from the best possible holds for the sum over the years, with priorities, and has a certificate.</source>
        <translation>同时选定多年的站址：每年在允许的数量内尽量多覆盖，并保留往年站址。优先区域权重更大：A 级和重点区域在前几年，镇街驻地和行政村自第二年起，末年一视同仁。首年站址为“建设”一批，以后各年为“推进”一批，各站址的备选为“储备”一批。所述与最优的差距针对各年（含优先系数）之和，并附证书。</translation>
    </message>
    <message>
        <source>Circles of the radii entered with the stations (CO_KM, ADJ_M), and how many sites of the kind stand inside.</source>
        <translation>按台站填写的半径（CO_KM、ADJ_M）画圆，并给出圈内该类站址数。</translation>
    </message>
    <message>
        <source>Class and height in metres in place of the table's, such as 10 and 12 for woods of 12 m.</source>
        <translation>类别编码与高度（米），代替类别表中的高度；如 10 与 12 表示树林高 12 米。</translation>
    </message>
    <message>
        <source>Classes of the land cover</source>
        <translation>土地覆盖分类体系</translation>
    </message>
    <message>
        <source>Click a row of the table, or a pole on the map.</source>
        <translation>点击表中一行，或地图上的一根杆。</translation>
    </message>
    <message>
        <source>Click on the map.</source>
        <translation>请在地图上点击。</translation>
    </message>
    <message>
        <source>Click the map: who serves the spot, how well, why not better, what could</source>
        <translation>点击地图：此处由谁服务、强度如何、为何不更好、哪些资源可以改善</translation>
    </message>
    <message>
        <source>Click to put overdue replies first</source>
        <translation>点击此处，答复超期的排在最前</translation>
    </message>
    <message>
        <source>Close the workspace</source>
        <translation>关闭工作空间</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>字段</translation>
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
        <source>Columns</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Columns with passwords, addresses of devices or log-in names are never imported.</source>
        <translation>含密码、设备地址或登录名的列一律不导入。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare two coverages</source>
        <translation>覆盖对比</translation>
    </message>
    <message>
        <source>Compares SS-RSRP and SS-SINR with the service level of each cell (A to D; the thresholds are this product's editable defaults, not an official standard), joins the cells that miss it into gaps, and computes target and actual per level and key area. Area figures count outdoor cells only, figures by demand count the people in their buildings. Without rasters the newest 5G coverage of the workspace is judged. Rasters of 4G are judged by the 4G levels and leave the tables as they are.</source>
        <translation>把每个像元的 SS-RSRP 和 SS-SINR 与其能级（A 至 D；门限为本插件自拟的可编辑默认值，不是官方标准）比较，将未达标像元合并为缺口，并按能级和重点区域统计目标值与实际值。面积指标只计室外像元，人口指标按建筑物内人口计。不指定栅格时，使用工作空间中最新的 5G 覆盖结果。4G 栅格按 4G 能级判定，不改动表中数据。</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比对…</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>达标情况</translation>
    </message>
    <message>
        <source>Compliance boxes</source>
        <translation>电磁辐射达标范围</translation>
    </message>
    <message>
        <source>Compliance distances</source>
        <translation>达标距离</translation>
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
        <source>Compute coverage with the plan</source>
        <translation>计算含规划站址的覆盖</translation>
    </message>
    <message>
        <source>Computes SS-RSRP, best server and SS-SINR of the 5G sites of a workspace on its plan area (the union of the service-level areas). Poles use 3GPP TR 38.901 UMi street canyon, roofs and towers UMa; buildings and terrain along each ray decide line of sight, and free space is the floor. A cell inside a building is computed at the façade that faces the antenna. 4G is computed from the sites that state a 4G band, or that have no 5G, and judged by the 4G levels; its results stand beside those of 5G and replace none of them. With the layers of rates come the peak rate (best spot) and the edge rate (exceeded by 95 % of the area). Without tuning by measurements such a prediction is off by 10 to 15 dB (RMSE).</source>
        <translation>在规划范围（各能级分区的并集）内计算工作空间中 5G 站址的 SS-RSRP、主服小区和 SS-SINR。杆站采用 3GPP TR 38.901 UMi 街道峡谷模型，屋顶和铁塔采用 UMa；沿射线由建筑物和地形判定视距，路径损耗不低于自由空间。建筑物内的像元按朝向天线的立面计算。4G 由注明 4G 频段或没有 5G 的站址计算，按 4G 能级判定；其结果与 5G 并存，互不替换。选了速率图层时，同时给出峰值速率（最好点位）和边缘速率（95% 的面积可超过）。未经路测校准时，预测的均方根误差一般为 10–15 dB。</translation>
    </message>
    <message>
        <source>Computes a plan and a proven bound for several numbers of sites, so that one can see what each further site brings. With a target it also gives the fewest sites that reach it, and how many are needed at least. Shares are of the demand that is not served today. The plan in the workspace is not changed.</source>
        <translation>按多个站址数量分别计算方案和经证明的上界，可以看出每增加一处站址带来多少收益。给出目标时，还求出达到目标的最少站址数及理论下限。比例以目前未满足的需求为基数。不改动工作空间中的规划。</translation>
    </message>
    <message>
        <source>Computes what every candidate could reach at best; takes about as long as the search, and guides it.</source>
        <translation>计算每个候选最多能覆盖多少；耗时与搜索相当，并为搜索引路。</translation>
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
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy diagnostic information</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Correct for shadowing near the measurements</source>
        <translation>按测量点附近的阴影衰落修正</translation>
    </message>
    <message>
        <source>Correlation on areas left out</source>
        <translation>留出区域的相关系数</translation>
    </message>
    <message>
        <source>Counting the rows that change</source>
        <translation>正在统计将改变的记录</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>正在统计 …</translation>
    </message>
    <message>
        <source>Counts the plan again with the levels of the model off by one standard deviation either way, with random error fields of that spread (shadowing, half common to all sites), and with a share of the resources refused at random. In each draw the plan is counted as it stands; refused sites are then replaced under the rules of the plan. Beside it a plan is made anew in every draw, which keeps the plan's own sites where that costs at most 0.5 %: sites that such plans keep are safe, those they keep rarely hang on the model or bring little. Losses are percent of the demand that today's network and the plan serve together by signal level. The same seed gives the same draws. Nothing is changed in the plan; stopping gives the draws made so far.</source>
        <translation>在模型电平整体偏差正负一个标准差、同等幅度的随机误差场（阴影衰落，一半为各站共有）、以及随机一部分资源被拒绝的情况下，重新核算方案。每次抽样先按方案原样核算，再按方案规则补上被拒的站。同时每次重新选址一次，只要代价不超过 0.5 % 就保留方案原有站址：被保留的站可靠，少被保留的站取决于模型或贡献不大。损失按现网与方案合计的信号达标需求的百分比计。种子相同则抽样相同。方案不改动；中途停止给出已完成的抽样。</translation>
    </message>
    <message>
        <source>Counts what would be added, changed and rejected, and writes nothing.</source>
        <translation>只统计将新增、修改和拒收的行，不写入任何内容。</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖结果</translation>
    </message>
    <message>
        <source>Coverage of</source>
        <translation>覆盖对象</translation>
    </message>
    <message>
        <source>Coverage over the number of sites</source>
        <translation>覆盖与站址数量曲线</translation>
    </message>
    <message>
        <source>Coverage over the number of sites (grey: no plan serves more)</source>
        <translation>覆盖随站址数的变化（灰线：任何方案不能超过）</translation>
    </message>
    <message>
        <source>Coverage with the plan</source>
        <translation>含规划站址的覆盖</translation>
    </message>
    <message>
        <source>Coverage with the planned sites is computed; compare it with today's.</source>
        <translation>已算出含规划站址的覆盖，可与现状对比。</translation>
    </message>
    <message>
        <source>Coverage, A3</source>
        <translation>覆盖图，A3</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>新建</translation>
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
        <source>Day of demolition (YYYY-MM-DD; empty: as recorded for the site)</source>
        <translation>拆迁日期（YYYY-MM-DD；空：取站址记录）</translation>
    </message>
    <message>
        <source>Days a lease may be idle</source>
        <translation>租赁闲置天数上限</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Days to reply in writing (empty: as set in the workspace)</source>
        <translation>书面答复期限（天，留空：按工作空间设置）</translation>
    </message>
    <message>
        <source>Demand and its answers</source>
        <translation>需求及其满足情况</translation>
    </message>
    <message>
        <source>Demand given up for fewer sites and such as are easier to build (%)</source>
        <translation>为少建站、建好建的站可放弃的需求（%）</translation>
    </message>
    <message>
        <source>Demand newly served</source>
        <translation>新增满足的需求</translation>
    </message>
    <message>
        <source>Demand served</source>
        <translation>达标需求</translation>
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
        <source>Demand served over the years, with priorities</source>
        <translation>各年覆盖需求之和（含优先系数）</translation>
    </message>
    <message>
        <source>Demand served with SINR after</source>
        <translation>优化后 SINR 达标需求</translation>
    </message>
    <message>
        <source>Demand served with SINR before</source>
        <translation>优化前 SINR 达标需求</translation>
    </message>
    <message>
        <source>Demand served with the largest number of sites (%)</source>
        <translation>最多站址时满足的需求（%）</translation>
    </message>
    <message>
        <source>Demand that this plan serves (%)</source>
        <translation>该方案覆盖的需求（%）</translation>
    </message>
    <message>
        <source>Demand to serve (% of what is not served today; 0: no target)</source>
        <translation>要满足的需求（占目前未满足需求的 %；0：无目标）</translation>
    </message>
    <message>
        <source>Demands</source>
        <translation>需求数</translation>
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
        <source>Demands met</source>
        <translation>已满足的需求</translation>
    </message>
    <message>
        <source>Demands without site or resource in reach</source>
        <translation>附近没有站址或资源的需求</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Detaching files</source>
        <translation>正在移除附件</translation>
    </message>
    <message>
        <source>Detailed-plan units</source>
        <translation>控规单元</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Deviation where none is stated (m)</source>
        <translation>未注明时的允许偏离半径（米）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值图层</translation>
    </message>
    <message>
        <source>Difference of SS-RSRP, B − A (dB)</source>
        <translation>SS-RSRP 差值 B − A（dB）</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Distance (m)</source>
        <translation>距离（米）</translation>
    </message>
    <message>
        <source>Distance around the site that is demolished too (m)</source>
        <translation>一并拆除的周边距离（米）</translation>
    </message>
    <message>
        <source>Distance between places for new poles (m; 0: as in the siting rules)</source>
        <translation>新建杆位间距（米；0：按选址规则）</translation>
    </message>
    <message>
        <source>Distance over which errors are alike (m)</source>
        <translation>误差相关距离（m）</translation>
    </message>
    <message>
        <source>Distance to the best coverage (%)</source>
        <translation>与最优覆盖的差距（%）</translation>
    </message>
    <message>
        <source>Distance to the best coverage after (%)</source>
        <translation>优化后与最优覆盖的差距（%）</translation>
    </message>
    <message>
        <source>Distance to the best coverage before (%)</source>
        <translation>优化前与最优覆盖的差距（%）</translation>
    </message>
    <message>
        <source>Distance to the bound on SINR (%)</source>
        <translation>与 SINR 上界的差距（%）</translation>
    </message>
    <message>
        <source>Distance to the bound on SINR after (%)</source>
        <translation>优化后与 SINR 上界的差距（%）</translation>
    </message>
    <message>
        <source>Distance to the bound on SINR before (%)</source>
        <translation>优化前与 SINR 上界的差距（%）</translation>
    </message>
    <message>
        <source>Do not show this guide again</source>
        <translation>不再显示此引导</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Done at {time}: {what}</source>
        <translation>{time} 完成：{what}</translation>
    </message>
    <message>
        <source>Done last: {what}. It is undone in the foot of the planning panel.</source>
        <translation>最近一步：{what}，请在规划面板底部撤销。</translation>
    </message>
    <message>
        <source>Double building</source>
        <translation>重复建设</translation>
    </message>
    <message>
        <source>Downlink rate of a single user (Mbit/s)</source>
        <translation>单用户下行速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Drag a site to another resource, click a resource to add one, click a site to take it away, Shift and drag to turn it.</source>
        <translation>将站址拖到另一资源；点击资源添加站址；点击站址将其移除；按住 Shift 拖动可转动方位。</translation>
    </message>
    <message>
        <source>Drag planned sites, add and take away; coverage and figures follow at once</source>
        <translation>拖动、添加或移除规划站址，覆盖和数据即时更新</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>抽样</translation>
    </message>
    <message>
        <source>Draws of refusals</source>
        <translation>被拒抽样次数</translation>
    </message>
    <message>
        <source>Draws the section between two points: ground, buildings, the straight line and the first Fresnel zone, and marks what stands in them. Computes the path loss by the chosen models. A model outside its validity range is left out, or marked where extrapolation is allowed. Points are given in the CRS of the project and turned into that of the workspace.</source>
        <translation>绘制两点之间的剖面：地面、建筑物、视线和第一菲涅尔区，并标出其中的遮挡物；按所选模型计算路径损耗。超出适用范围的模型不计算；允许外推时计算并注明。点坐标按项目坐标系给出，自动转换到工作空间坐标系。</translation>
    </message>
    <message>
        <source>Duty factor of fixed beams (0 to 1)</source>
        <translation>固定波束的占空系数（0 至 1）</translation>
    </message>
    <message>
        <source>Duty factor of steered TDD beams (0 to 1)</source>
        <translation>TDD 可转波束的占空系数（0 至 1）</translation>
    </message>
    <message>
        <source>Each changed site at its new place, with what would be lost if it alone were as before.</source>
        <translation>每个有变更的站址（在新位置），并给出若仅该站维持原样会损失多少。</translation>
    </message>
    <message>
        <source>Each protected station with the sum of all sites, its limit and the verdict.</source>
        <translation>各受保护台站的全部站址合计值、判据与结论。</translation>
    </message>
    <message>
        <source>Earlier package, for the change log</source>
        <translation>上一轮成果（用于变更记录）</translation>
    </message>
    <message>
        <source>Edge downlink rate (Mbit/s)</source>
        <translation>下行边缘速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Edge uplink rate (Mbit/s)</source>
        <translation>上行边缘速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Edit presets …</source>
        <translation>编辑预设 …</translation>
    </message>
    <message>
        <source>Electrical tilt (°)</source>
        <translation>电下倾角（°）</translation>
    </message>
    <message>
        <source>Electrical tilts may change</source>
        <translation>可调电下倾角</translation>
    </message>
    <message>
        <source>Electromagnetic exposure in percent of the public limit, as last computed.</source>
        <translation>最近一次计算的电磁辐射，占公众限值的百分比。</translation>
    </message>
    <message>
        <source>Empty: -55 dBm, our assumption for an ordinary LNB. -20 dBm for earth stations that meet the 2018 specification.</source>
        <translation>留空为 -55 dBm（本插件对普通高频头的假定）；符合 2018 年技术要求的地球站填 -20 dBm。</translation>
    </message>
    <message>
        <source>Empty: 26 dBm on n41, n78 and n79, 23 dBm elsewhere. For the layer of uplink rates only.</source>
        <translation>留空：n41、n78、n79 为 26 dBm，其余 23 dBm。仅用于上行速率图层。</translation>
    </message>
    <message>
        <source>Empty: the frequency of the site that was measured.</source>
        <translation>空：取被测站址的频率。</translation>
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
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Every month in one run: reads a bureau's new list into the workspace, checks the inventory, computes coverage of the existing sites, finds the gaps and writes the compliance statement. Rows edited by hand are kept. Results whose place is left temporary are put into the results folder of the workspace. To change the chain, open a copy of the file resources/models/monthlyupdate.model3 of the plugin in the model designer.</source>
        <translation>每月一次运行：将部门新台账读入工作空间，检查资源，计算现状覆盖，查找缺口，编制达标报告。手工修改过的行予以保留。未指定位置的结果存入工作空间的结果文件夹。如需修改流程，请在模型设计器中打开插件 resources/models/monthlyupdate.model3 的副本。</translation>
    </message>
    <message>
        <source>Everything about the current row, its photos and documents</source>
        <translation>当前记录的全部内容、照片和文件</translation>
    </message>
    <message>
        <source>Excluded resources</source>
        <translation>未采用的资源</translation>
    </message>
    <message>
        <source>Expert parameters</source>
        <translation>专家参数</translation>
    </message>
    <message>
        <source>Exposure (% of the limit)</source>
        <translation>电磁辐射（占限值 %）</translation>
    </message>
    <message>
        <source>Exposure at {height:g} m: {share} of the public limit (GB 8702-2014), {verdict}.</source>
        <translation>距地 {height:g} 米处电磁辐射：为公众暴露控制限值（GB 8702-2014）的 {share}，{verdict}。</translation>
    </message>
    <message>
        <source>Exposure limits, restricted zones and other radio stations are not checked by this version: check them by hand.</source>
        <translation>本版本不校核电磁辐射限值、限禁建区和其他无线电台站，请人工校核。</translation>
    </message>
    <message>
        <source>Exposure: no antenna within {radius:.0f} m adds anything that counts.</source>
        <translation>电磁辐射：{radius:.0f} 米内无天线，可忽略。</translation>
    </message>
    <message>
        <source>F1 of poorly covered on areas left out</source>
        <translation>留出区域弱覆盖判定 F1</translation>
    </message>
    <message>
        <source>Features read</source>
        <translation>读取的要素数</translation>
    </message>
    <message>
        <source>Fewest sites found for the target</source>
        <translation>达到目标所需的最少站址数（已求得）</translation>
    </message>
    <message>
        <source>Field of the frequency (MHz)</source>
        <translation>频率字段（MHz）</translation>
    </message>
    <message>
        <source>Field of the latitude or northing (tables without geometry)</source>
        <translation>纬度或北坐标字段（无几何的表）</translation>
    </message>
    <message>
        <source>Field of the level (SS-RSRP or RSRP, dBm)</source>
        <translation>电平字段（SS-RSRP 或 RSRP，dBm）</translation>
    </message>
    <message>
        <source>Field of the longitude or easting (tables without geometry)</source>
        <translation>经度或东坐标字段（无几何的表）</translation>
    </message>
    <message>
        <source>Field of the site (code or name)</source>
        <translation>站址字段（编码或名称）</translation>
    </message>
    <message>
        <source>Field with the unit's number or name</source>
        <translation>单元编号或名称字段</translation>
    </message>
    <message>
        <source>Field with the unit's target (%)</source>
        <translation>单元目标字段（%）</translation>
    </message>
    <message>
        <source>Field with the village's name</source>
        <translation>村庄名称字段</translation>
    </message>
    <message>
        <source>Field with the village's people</source>
        <translation>村庄人口字段</translation>
    </message>
    <message>
        <source>Field with the village's target (%)</source>
        <translation>村庄目标字段（%）</translation>
    </message>
    <message>
        <source>Field with the zone's name</source>
        <translation>分区名称字段</translation>
    </message>
    <message>
        <source>Field with the zone's target (%)</source>
        <translation>分区目标字段（%）</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>统计表</translation>
    </message>
    <message>
        <source>Figures with their source</source>
        <translation>数据及来源</translation>
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
        <source>Files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Files: {count}</source>
        <translation>附件：{count}</translation>
    </message>
    <message>
        <source>Fill and correct values</source>
        <translation>补全并更正数值</translation>
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
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Findings (empty: all)</source>
        <translation>问题编号（空为全部）</translation>
    </message>
    <message>
        <source>First Fresnel zone</source>
        <translation>第一菲涅尔区</translation>
    </message>
    <message>
        <source>First year</source>
        <translation>起始年度</translation>
    </message>
    <message>
        <source>Fits the prediction to measured reference signal levels, band by band: one offset or a curve of distance, height and diffraction (with a term for each class of land cover where a raster of it is given), with a correction for the shadowing found near the measurements. The method is chosen by predicting areas that were left out of the fit, and its error there is what is reported: claim no better accuracy elsewhere. Points without a site are given to the sector that is predicted strongest. The result is kept in the workspace under its name, and coverage can be computed with it. Tables without geometry need the fields of longitude and latitude.</source>
        <translation>按频段把预测与实测参考信号电平对齐：一个修正量，或距离、高度与绕射拟合曲线（提供地表覆盖栅格时每个类别各有一项），并修正测点附近的阴影。方法按对留出区域的预测误差选择，报告的就是这一误差，对其他地方不可声称更好。未写站址的测点归给预测最强的扇区。结果按名称保存在工作空间，可用于计算覆盖。无几何的表需指定经度、纬度字段。</translation>
    </message>
    <message>
        <source>Folder for new workspaces and for the copy of the sample</source>
        <translation>新建工作空间和示例副本的存放文件夹</translation>
    </message>
    <message>
        <source>Folder of coordination sheets</source>
        <translation>协调表文件夹</translation>
    </message>
    <message>
        <source>Folder of pages for residents</source>
        <translation>居民说明文件夹</translation>
    </message>
    <message>
        <source>Folder of the catalogue</source>
        <translation>目录文件夹</translation>
    </message>
    <message>
        <source>Folder of the package</source>
        <translation>成果文件夹</translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation>报告文件夹</translation>
    </message>
    <message>
        <source>Folder of the sheets</source>
        <translation>图件文件夹</translation>
    </message>
    <message>
        <source>For each sector the box that people must keep out of, from above: at the share of a project and at the limit, with its heights.</source>
        <translation>各扇区人员不应进入的范围（平面投影）：按单个项目管理值和公众限值各一个，附高度。</translation>
    </message>
    <message>
        <source>For each square of a building the highest value of all its floors.</source>
        <translation>建筑物每个像元取各楼层的最大值。</translation>
    </message>
    <message>
        <source>For each square the number of the sector that is strongest there; the legend gives its name.</source>
        <translation>每个像元记录最强扇区的编号，名称见图例。</translation>
    </message>
    <message>
        <source>For every service level, key area, administrative area, detailed-plan unit, village, main road and zone of a further layer: share of area and of people served, target and verdict, the largest connected hole, the worst spot and the days left until the target year ends. Roads count by length, village points stand for a radius around them. Without a target of its own a zone has that of the most demanding level inside. Targets are the plan's own; the thresholds of the levels are this product's editable defaults.</source>
        <translation>对每个服务能级、重点区域、行政区、控规单元、村庄、主要道路和其他图层的分区，给出达标面积与人口占比、目标和结论、最大连片缺口、最差点位，以及距目标年年底的天数。道路按长度计，村庄点按周围半径计。没有写目标的分区取其中最高能级的目标。目标取自本规划；各能级门限为本软件可修改的默认值。</translation>
    </message>
    <message>
        <source>For how many numbers of sites a plan is computed; each gets its share of the time.</source>
        <translation>计算方案的站址数量个数，时间平均分配。</translation>
    </message>
    <message>
        <source>For the layer of SS-RSRP inside buildings only.</source>
        <translation>仅用于室内 SS-RSRP 图层。</translation>
    </message>
    <message>
        <source>Forget the list of recent workspaces</source>
        <translation>清空最近使用的工作空间列表</translation>
    </message>
    <message>
        <source>Frequency (MHz)</source>
        <translation>频率（MHz）</translation>
    </message>
    <message>
        <source>From a filled workspace to the package for the tower company in one run: coverage of the existing sites, gaps, suggested sites within number and budget, and hand-over. Planned sites that are not marked as fixed are replaced. Results whose place is left temporary are put beside the workspace. To change the chain, open a copy of the file resources/models/wholeplan.model3 of the plugin in the model designer.</source>
        <translation>从数据齐备的工作空间一次运行到铁塔公司成果包：现状覆盖、缺口、在数量和预算内建议站址、移交。未标为固定的规划站址将被替换。未指定位置的结果存放在工作空间旁。如需修改流程，请在模型设计器中打开插件 resources/models/wholeplan.model3 的副本。</translation>
    </message>
    <message>
        <source>From {low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>Further formats</source>
        <translation>其他格式</translation>
    </message>
    <message>
        <source>Further zones</source>
        <translation>其他分区</translation>
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
        <source>Gaps, A3</source>
        <translation>缺口图，A3</translation>
    </message>
    <message>
        <source>Give the plan a name.</source>
        <translation>请为规划命名。</translation>
    </message>
    <message>
        <source>Greatest gain (dBi)</source>
        <translation>最大增益（dBi）</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Half a minute brings most of it; stopping keeps the best found so far.</source>
        <translation>半分钟即可得到大部分改善；中途停止保留当前最好结果。</translation>
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
        <source>Hand over the reserve sites too</source>
        <translation>同时移交储备站址</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Heard cells that gain 3 dB or more (%)</source>
        <translation>变强 3 dB 及以上的像元（%）</translation>
    </message>
    <message>
        <source>Heard cells that lose 3 dB or more (%)</source>
        <translation>变弱 3 dB 及以上的像元（%）</translation>
    </message>
    <message>
        <source>Height above sea level (m)</source>
        <translation>海拔（米）</translation>
    </message>
    <message>
        <source>Height of the antenna above ground (m)</source>
        <translation>天线离地高度（米）</translation>
    </message>
    <message>
        <source>Height of the map above ground (m)</source>
        <translation>地图计算高度（离地，米）</translation>
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
        <source>Heights with everything that stands on the ground. Within the known buildings it takes the place of their heights, elsewhere it counts as trees; without a terrain model the ground is found from it.</source>
        <translation>包含地面上一切物体的高程。在已知建筑范围内代替建筑高度，其他地方按树木计；未提供地形模型时由它推求地面。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Highest exposure of people (% of the limit)</source>
        <translation>人员所受最高辐射（占限值 %）</translation>
    </message>
    <message>
        <source>Hole, east</source>
        <translation>缺口东坐标</translation>
    </message>
    <message>
        <source>Hole, north</source>
        <translation>缺口北坐标</translation>
    </message>
    <message>
        <source>Horizontal cut</source>
        <translation>水平切面</translation>
    </message>
    <message>
        <source>Horizontal width at −3 dB (°)</source>
        <translation>水平半功率宽度（°）</translation>
    </message>
    <message>
        <source>How busy the neighbouring sectors are: 0.3 quiet, 0.5 for planning, 1 the worst case. It changes SS-SINR, not SS-RSRP.</source>
        <translation>邻扇区的繁忙程度：0.3 空闲，0.5 规划取值，1 最不利。影响 SS-SINR，不影响 SS-RSRP。</translation>
    </message>
    <message>
        <source>How closely the ground is looked at between two stations.</source>
        <translation>两站之间地形取样的疏密。</translation>
    </message>
    <message>
        <source>How densely places for new poles are made; the siting rules say 200 m.</source>
        <translation>新建杆位的疏密；选址规则为 200 米。</translation>
    </message>
    <message>
        <source>How far around its point a village reaches; 500 m is our default.</source>
        <translation>村庄点向外代表的距离；默认 500 米为本软件设定。</translation>
    </message>
    <message>
        <source>How far from the place asked for a site may be and still answer the demand.</source>
        <translation>站址距需求位置多远以内仍可满足该需求。</translation>
    </message>
    <message>
        <source>How many times the model's error is drawn anew over the map.</source>
        <translation>在图上重新抽取模型误差的次数。</translation>
    </message>
    <message>
        <source>How much more priority areas count in the first year</source>
        <translation>首年优先区域的权重倍数</translation>
    </message>
    <message>
        <source>How much stronger the best server is than the second; where it is small, phones hand over to and fro.</source>
        <translation>主服小区比第二强小区强多少；差值小的地方，手机会来回切换。</translation>
    </message>
    <message>
        <source>How often each planned site is chosen (% of draws)</source>
        <translation>各规划站址入选比例（占抽样 %）</translation>
    </message>
    <message>
        <source>How often sites are chosen</source>
        <translation>站址入选频率</translation>
    </message>
    <message>
        <source>How strong today's signal is, cell by cell: SS-RSRP, best server and SS-SINR.</source>
        <translation>逐像元计算现状信号强弱：SS-RSRP、主服小区和 SS-SINR。</translation>
    </message>
    <message>
        <source>ITU-R P.2109, thermally efficient</source>
        <translation>ITU-R P.2109，节能建筑</translation>
    </message>
    <message>
        <source>ITU-R P.2109, traditional</source>
        <translation>ITU-R P.2109，传统建筑</translation>
    </message>
    <message>
        <source>Idle too long</source>
        <translation>闲置超期</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>搁置</translation>
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
        <source>Import the company's answer</source>
        <translation>导入铁塔公司回复</translation>
    </message>
    <message>
        <source>In China the CGCS2000 3-degree zone of the county, such as EPSG:4549 for the meridian 120° E.</source>
        <translation>国内取所在县的 CGCS2000 3° 带，例如中央经线 120° 为 EPSG:4549。</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Interference may be higher than stated during this share of the time; 20 % is usual for long-term limits.</source>
        <translation>在此比例的时间内干扰可能高于所列值；长期限值通常取 20 %。</translation>
    </message>
    <message>
        <source>Into table</source>
        <translation>写入的表</translation>
    </message>
    <message>
        <source>Investment (10,000 yuan)</source>
        <translation>投资（万元）</translation>
    </message>
    <message>
        <source>It works in the background: the map can be moved meanwhile.</source>
        <translation>在后台运行：期间可以移动地图。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep the rows that are there and add to them</source>
        <translation>保留已有记录并追加</translation>
    </message>
    <message>
        <source>Keeps in the workspace what kind of area it is: county seat, town, villages or mountains. Bands, heights of equipment, targets per level and siting rules follow from it, and so do cell size, distances and model of every algorithm wherever they are not given. What the plan says itself goes before the preset. All values are suggestions of this product, not official figures; presets of your own lie as JSON files in the folder “presets” of the work folder.</source>
        <translation>在工作空间中记下这是哪类地区：县城、乡镇、村庄或山区。频段、设备挂高、各能级目标和选址规则由此确定；各算法未给出的像元大小、距离和模型也由此取值。规划自身的设置优先于预设。所有数值均为本插件的建议，不是官方数值；自定义预设是工作文件夹中 presets 文件夹里的 JSON 文件。</translation>
    </message>
    <message>
        <source>Key areas that would lose service</source>
        <translation>将失去服务的重点区域</translation>
    </message>
    <message>
        <source>Key of the preset</source>
        <translation>预设代号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Lacking at the worst spot</source>
        <translation>最差点位欠缺值</translation>
    </message>
    <message>
        <source>Lacking in</source>
        <translation>所差指标</translation>
    </message>
    <message>
        <source>Land cover</source>
        <translation>土地覆盖</translation>
    </message>
    <message>
        <source>Land saved (m²)</source>
        <translation>节约用地（平方米）</translation>
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
        <source>Largest distance from the best possible merge (%)</source>
        <translation>与理论最优合并方案的最大差距（%）</translation>
    </message>
    <message>
        <source>Largest distance from the best possible plan (%)</source>
        <translation>与理论最优方案的最大差距（%）</translation>
    </message>
    <message>
        <source>Largest hole</source>
        <translation>最大连片缺口</translation>
    </message>
    <message>
        <source>Largest hole (m²)</source>
        <translation>最大连片缺口（平方米）</translation>
    </message>
    <message>
        <source>Largest number of replacements</source>
        <translation>替代站址数量上限</translation>
    </message>
    <message>
        <source>Largest number of sites</source>
        <translation>站址数量上限</translation>
    </message>
    <message>
        <source>Largest number of sites looked at (0: no limit)</source>
        <translation>最多逐站检查次数（0 为不限）</translation>
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
        <source>Layers of a user, downlink (1 to 8)</source>
        <translation>用户下行层数（1 至 8）</translation>
    </message>
    <message>
        <source>Layers of a user, uplink (1 to 4)</source>
        <translation>用户上行层数（1 至 4）</translation>
    </message>
    <message>
        <source>Leased</source>
        <translation>已出租</translation>
    </message>
    <message>
        <source>Leased and without devices</source>
        <translation>已出租但未挂设备</translation>
    </message>
    <message>
        <source>Least clearance (share of the first Fresnel zone)</source>
        <translation>最小净空（占第一菲涅尔区比例）</translation>
    </message>
    <message>
        <source>Leave the first entry: the method that does best on areas left out is chosen.</source>
        <translation>保持第一项即可：自动选用在留出区域效果最好的方法。</translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Let the new list overwrite edits made by hand</source>
        <translation>允许新台账覆盖手工修改</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>能级</translation>
    </message>
    <message>
        <source>Level {code} is &lt;b&gt;not met&lt;/b&gt;: it asks for {rsrp:g} dBm and {sinr:g} dB.</source>
        <translation>&lt;b&gt;未达到&lt;/b&gt; {code} 级要求：{rsrp:g} dBm、{sinr:g} dB。</translation>
    </message>
    <message>
        <source>Level {code} is met (asks for {rsrp:g} dBm and {sinr:g} dB).</source>
        <translation>达到 {code} 级要求（{rsrp:g} dBm、{sinr:g} dB）。</translation>
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
        <source>Line of sight</source>
        <translation>视线</translation>
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
        <source>Look here</source>
        <translation>点查</translation>
    </message>
    <message>
        <source>Looking at a spot</source>
        <translation>正在查看该处信号</translation>
    </message>
    <message>
        <source>Looking at the results</source>
        <translation>正在读取计算结果</translation>
    </message>
    <message>
        <source>Looking for a preset that suits</source>
        <translation>正在寻找合适的预设</translation>
    </message>
    <message>
        <source>Looking up files</source>
        <translation>正在查找附件</translation>
    </message>
    <message>
        <source>Looking up places</source>
        <translation>正在查找位置</translation>
    </message>
    <message>
        <source>Looks for doubles, poles that stand in the lists of two bureaus, missing or absurd heights, invalid codes, objects outside the plan area, in water or inside buildings, and tells when the plan exceeds 25 km².

Each finding is a row of the table of findings, with severity, object, reason and proposed repair. Proposals can be carried out here at once, or one by one with “Repair inventory”; every repair can be undone. Merging, moving and removing is only done when you ask for all.</source>
        <translation>查找重复记录、两个部门台账中的同一根杆、缺失或不合理的高度、无效代码，以及位于规划范围外、水中或建筑物内的对象；规划范围超过 25 平方千米时提示。

每个问题在检查结果表中占一行，写明严重程度、对象、原因和修复建议。可在此一次执行，也可用“修复资源台账”逐条执行；每项修复都可撤销。只有选择执行全部时才会合并、移动或删除。</translation>
    </message>
    <message>
        <source>Loss into buildings</source>
        <translation>建筑物穿透损耗</translation>
    </message>
    <message>
        <source>Loss into buildings (dB; 0 judges at the façade)</source>
        <translation>建筑物穿透损耗（dB；0 表示按立面判定）</translation>
    </message>
    <message>
        <source>Loss into buildings (dB; 0: judged in front of the wall)</source>
        <translation>建筑物穿透损耗（dB；0：按外墙前判断）</translation>
    </message>
    <message>
        <source>Loss passed in 5 % of the draws of refusals, repaired (%)</source>
        <translation>被拒后调整，5 % 抽样超过的损失（%）</translation>
    </message>
    <message>
        <source>Loss when levels are one deviation higher (%)</source>
        <translation>电平偏高一个标准差时的损失（%）</translation>
    </message>
    <message>
        <source>Loss when levels are one deviation lower (%)</source>
        <translation>电平偏低一个标准差时的损失（%）</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>Lost demand that is kept (%)</source>
        <translation>保住的受影响需求（%）</translation>
    </message>
    <message>
        <source>MSI, Planet or two-column file. Its pattern takes the place of the usual beam; it should be that of the broadcast beams.</source>
        <translation>MSI、Planet 或两列文件。用其方向图替代默认波束，应为广播波束的方向图。</translation>
    </message>
    <message>
        <source>Make map sheets</source>
        <translation>生成图件</translation>
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
        <source>Maps and charts</source>
        <translation>地图和图表</translation>
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
        <source>Matched</source>
        <translation>已匹配</translation>
    </message>
    <message>
        <source>Mean SS-RSRP (dBm)</source>
        <translation>平均 SS-RSRP（dBm）</translation>
    </message>
    <message>
        <source>Mean SS-SINR (dB)</source>
        <translation>平均 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>Mean SS-SINR after (dB)</source>
        <translation>优化后平均 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>Mean SS-SINR before (dB)</source>
        <translation>优化前平均 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>Mean change of SS-RSRP (dB)</source>
        <translation>SS-RSRP 平均变化（dB）</translation>
    </message>
    <message>
        <source>Mean loss under random error fields (%)</source>
        <translation>随机误差下的平均损失（%）</translation>
    </message>
    <message>
        <source>Mean loss when resources are refused, repaired (%)</source>
        <translation>资源被拒并调整后的平均损失（%）</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量数据</translation>
    </message>
    <message>
        <source>Measurements are merged in squares of (m)</source>
        <translation>测量点合并网格边长（米）</translation>
    </message>
    <message>
        <source>Measurements used</source>
        <translation>采用的测量点数</translation>
    </message>
    <message>
        <source>Mechanical tilts may change</source>
        <translation>允许调整机械下倾角</translation>
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
        <source>Merge the operators' demand</source>
        <translation>合并运营商需求</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Middle distance from the reference: {list}</source>
        <translation>与参照的中位距离：{list}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Monthly update</source>
        <translation>每月更新</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More checks: {links}</source>
        <translation>更多检查：{links}</translation>
    </message>
    <message>
        <source>More draws make the worst case more certain and take longer.</source>
        <translation>次数越多，最坏情况越可靠，耗时也越长。</translation>
    </message>
    <message>
        <source>Most of it comes from {site} ({share}).</source>
        <translation>主要来自 {site}（{share}）。</translation>
    </message>
    <message>
        <source>Move sites to the alternatives named</source>
        <translation>将站址移到给出的备选位置</translation>
    </message>
    <message>
        <source>NULL outside the plan area. The variable @smartpole_workspace names another workspace for a whole project.</source>
        <translation>规划范围外为 NULL。变量 @smartpole_workspace 可为整个工程指定其他工作空间。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the calibration</source>
        <translation>校准名称</translation>
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
        <source>New poles and towers</source>
        <translation>新建杆塔</translation>
    </message>
    <message>
        <source>New poles and towers where nothing stands, at most</source>
        <translation>无资源处新建杆塔数量上限</translation>
    </message>
    <message>
        <source>New sites are not put closer together than this. 50 m keeps two poles of one crossing from both being chosen.</source>
        <translation>新建站址间距不小于此值。取 50 米可避免同一路口的两根杆同时入选。</translation>
    </message>
    <message>
        <source>New sites are to be on the air before; the works are scheduled back from this day.</source>
        <translation>新站须在此日之前开通，工期由此倒排。</translation>
    </message>
    <message>
        <source>New structures in the plan</source>
        <translation>方案中的新建杆塔</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>新值</translation>
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
        <source>Newly served: {cells:,} cells, {hectares:.1f} ha</source>
        <translation>新增达标 {cells:,} 格、{hectares:.1f} 公顷</translation>
    </message>
    <message>
        <source>No choice keeps more (%)</source>
        <translation>任何选择都不超过（%）</translation>
    </message>
    <message>
        <source>No gap larger than the smallest one that counts.</source>
        <translation>没有超过最小统计面积的缺口。</translation>
    </message>
    <message>
        <source>No longer served: {cells:,} cells, {hectares:.1f} ha</source>
        <translation>不再达标 {cells:,} 格、{hectares:.1f} 公顷</translation>
    </message>
    <message>
        <source>No new structure where a resource this near serves as much (m; 0: no such rule)</source>
        <translation>此距离内有资源可同等覆盖的不得新建（米；0：不设此规则）</translation>
    </message>
    <message>
        <source>No plan serves more than</source>
        <translation>任何方案都不超过</translation>
    </message>
    <message>
        <source>No plan serves more than (%)</source>
        <translation>任何方案都不超过（%）</translation>
    </message>
    <message>
        <source>No row chosen</source>
        <translation>未选择记录</translation>
    </message>
    <message>
        <source>No row meets the filters.</source>
        <translation>没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>No service level is asked for here.</source>
        <translation>此处没有能级要求。</translation>
    </message>
    <message>
        <source>No site reaches this spot.</source>
        <translation>没有站址能覆盖此处。</translation>
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
        <source>Normally a row that somebody corrected in the workspace keeps the correction.</source>
        <translation>通常，工作空间中手工更正过的行保留更正内容。</translation>
    </message>
    <message>
        <source>Not applied for</source>
        <translation>未申请</translation>
    </message>
    <message>
        <source>Not matched yet</source>
        <translation>未匹配</translation>
    </message>
    <message>
        <source>Nothing to show yet for: {}</source>
        <translation>暂无可出图的内容：{}</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的修改</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
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
        <source>Number of pages</source>
        <translation>页数</translation>
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
        <source>Number of stations</source>
        <translation>台站数</translation>
    </message>
    <message>
        <source>Number of tables</source>
        <translation>表的数量</translation>
    </message>
    <message>
        <source>Numbers from the table of findings, separated by commas; empty means all that are open.</source>
        <translation>检查结果表中的编号，以逗号分隔；空表示全部待处理项。</translation>
    </message>
    <message>
        <source>Objects farther outside the service-level areas than this are reported.</source>
        <translation>超出能级分区此距离以上的对象予以报告。</translation>
    </message>
    <message>
        <source>One file holds a whole plan</source>
        <translation>一个文件保存整个规划</translation>
    </message>
    <message>
        <source>One line per condition: area, type or mode; the name of a town, key area or level, of a resource type or a way of building; how many sites at least and at most. Leave empty what has no limit.</source>
        <translation>每行一项：区域、类型或方式；乡镇、重点区域或能级的名称，资源类型，或建设方式；站址数量的下限和上限。不限处留空。</translation>
    </message>
    <message>
        <source>One line per target: the level (A to D), area or people, and the share to be served in the end, such as A, area, 95. It is judged by SS-RSRP; when it cannot be reached, the message says how far one gets and what would be enough.</source>
        <translation>每行一项：能级（A–D）、面积或人口、最终应覆盖的比例，如 A、面积、95。按 SS-RSRP 判断；达不到时会说明最多能达到多少、怎样才够。</translation>
    </message>
    <message>
        <source>One page per site in plain language, to be shown to residents; empty: none.</source>
        <translation>每站一页的通俗说明，可向居民展示；空：不生成。</translation>
    </message>
    <message>
        <source>One page per station for the coordination with its owner; empty: none.</source>
        <translation>每个台站一页的协调表，用于与台站单位协调；空：不生成。</translation>
    </message>
    <message>
        <source>Only show what would change</source>
        <translation>只显示将发生的变化</translation>
    </message>
    <message>
        <source>Only used without a workspace: a cell with at least this SS-RSRP counts as served. −105 dBm is where most phones begin to fail.</source>
        <translation>仅在未指定工作空间时使用：SS-RSRP 不低于该值的像元视为达标。多数手机在 −105 dBm 左右开始掉线。</translation>
    </message>
    <message>
        <source>Only where the coordinates are not recognised by themselves.</source>
        <translation>仅在无法自动识别坐标列时指定。</translation>
    </message>
    <message>
        <source>Only “{column}: {value}”</source>
        <translation>只看“{column}：{value}”</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a workspace in the planning panel: its poles, roofs, towers and sites are listed here.</source>
        <translation>请先在规划面板打开工作空间：其中的杆、楼、塔和站址都列在这里。</translation>
    </message>
    <message>
        <source>Open findings</source>
        <translation>待处理问题</translation>
    </message>
    <message>
        <source>Open free of charge</source>
        <translation>免费开放</translation>
    </message>
    <message>
        <source>Open the catalogue</source>
        <translation>打开资源台账</translation>
    </message>
    <message>
        <source>Open the file with the program of your system</source>
        <translation>用系统默认程序打开文件</translation>
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
        <source>Open-resource catalogue</source>
        <translation>公共资源开放目录</translation>
    </message>
    <message>
        <source>Operator, where the table names none (code or word)</source>
        <translation>运营商（表中未注明时；代码或名称）</translation>
    </message>
    <message>
        <source>Operators left out, as they have no site</source>
        <translation>因无站址未计入的运营商数</translation>
    </message>
    <message>
        <source>Operators per place</source>
        <translation>每处点位可容纳的运营商数</translation>
    </message>
    <message>
        <source>Or a code such as EPSG:4549</source>
        <translation>或 EPSG:4549 之类的代码</translation>
    </message>
    <message>
        <source>Or a layer</source>
        <translation>或图层</translation>
    </message>
    <message>
        <source>Order of works</source>
        <translation>施工顺序</translation>
    </message>
    <message>
        <source>Otherwise the tables show what would change. “Undo the last step” takes a written plan back.</source>
        <translation>不勾选则只列出变更。写入后可用“撤销上一步”退回。</translation>
    </message>
    <message>
        <source>Our suggestion, not official.</source>
        <translation>本插件建议值，非官方。</translation>
    </message>
    <message>
        <source>Out of date: changed since are {what}.</source>
        <translation>已过期：{what} 有改动。</translation>
    </message>
    <message>
        <source>Own heights of classes</source>
        <translation>自定义类别高度</translation>
    </message>
    <message>
        <source>Own print template</source>
        <translation>自定义打印模板</translation>
    </message>
    <message>
        <source>Own template</source>
        <translation>自定义模板</translation>
    </message>
    <message>
        <source>PDSCH SINR with traffic beams (dB)</source>
        <translation>PDSCH SINR（计业务波束，dB）</translation>
    </message>
    <message>
        <source>Pass or fail</source>
        <translation>达标与否</translation>
    </message>
    <message>
        <source>Past its date</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Path profile and loss</source>
        <translation>路径剖面与损耗</translation>
    </message>
    <message>
        <source>Path profile, {length} m, {frequency} MHz</source>
        <translation>路径剖面，{length} 米，{frequency} MHz</translation>
    </message>
    <message>
        <source>Peak downlink rate (Mbit/s)</source>
        <translation>下行峰值速率（Mbit/s）</translation>
    </message>
    <message>
        <source>Peak uplink rate (Mbit/s)</source>
        <translation>上行峰值速率（Mbit/s）</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>People by the villages' own list, spread evenly over the village; without it those of the plan's buildings.</source>
        <translation>村庄表自带的人口，均匀分布在村庄范围内；不选则取规划中建筑的人口。</translation>
    </message>
    <message>
        <source>People newly served</source>
        <translation>新增达标人口</translation>
    </message>
    <message>
        <source>People no longer served</source>
        <translation>不再达标人口</translation>
    </message>
    <message>
        <source>People served</source>
        <translation>达标人口</translation>
    </message>
    <message>
        <source>People served after</source>
        <translation>优化后达标人口</translation>
    </message>
    <message>
        <source>People served before</source>
        <translation>优化前达标人口</translation>
    </message>
    <message>
        <source>People who would lose service</source>
        <translation>将失去服务的人数</translation>
    </message>
    <message>
        <source>People without service in the end</source>
        <translation>最终没有服务的人数</translation>
    </message>
    <message>
        <source>Permitted deviation where a row states none (m)</source>
        <translation>未注明时的允许偏离半径（米）</translation>
    </message>
    <message>
        <source>Permitted distance outside the plan area (m)</source>
        <translation>允许超出规划范围的距离（米）</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic)</source>
        <translation>照片 (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic)</translation>
    </message>
    <message>
        <source>Places needed at least</source>
        <translation>点位数理论下限</translation>
    </message>
    <message>
        <source>Places used</source>
        <translation>使用的点位数</translation>
    </message>
    <message>
        <source>Plan area (km²)</source>
        <translation>规划面积（平方千米）</translation>
    </message>
    <message>
        <source>Plan sheet, A3</source>
        <translation>规划图，A3</translation>
    </message>
    <message>
        <source>Plan sites year by year</source>
        <translation>分年度规划站址</translation>
    </message>
    <message>
        <source>Planned sites add {share}.</source>
        <translation>其中规划站址贡献 {share}。</translation>
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
        <source>Plot an antenna pattern</source>
        <translation>绘制天线方向图</translation>
    </message>
    <message>
        <source>Points of the list</source>
        <translation>台账中的点</translation>
    </message>
    <message>
        <source>Points of the profile</source>
        <translation>剖面点</translation>
    </message>
    <message>
        <source>Points on the curve</source>
        <translation>曲线点数</translation>
    </message>
    <message>
        <source>Points that block the line</source>
        <translation>遮挡点</translation>
    </message>
    <message>
        <source>Poles are low and weak: beyond this distance they are not expected to serve anybody.</source>
        <translation>杆站高度低、功率小，超过此距离不计服务。</translation>
    </message>
    <message>
        <source>Poles of two lists this close together are taken for the same pole.</source>
        <translation>两份台账中相距不超过此值的杆视为同一根杆。</translation>
    </message>
    <message>
        <source>Polygons of your own, such as planning units or villages, that get a line of their own in the statement.</source>
        <translation>自选的面图层，如控规单元或村庄，在报告中单列。</translation>
    </message>
    <message>
        <source>Poorly covered below (dBm)</source>
        <translation>弱覆盖门限（dBm）</translation>
    </message>
    <message>
        <source>Power density of all bands and operators on the air, in percent of the public limit of GB 8702-2014 (100 % is the limit): a map at a height above ground, the worst floor of every building, compliance distances per site, and a page in plain language for residents. Far field in free space with traffic-beam gains; walls are not counted, which is on the safe side. The duty factor of steered beams covers the downlink share of TDD and beams that move (0.1875 = 0.75 x 0.25 is this product's default, not a standard's); 4G, n28 and other fixed beams count with their full power, or as entered. What stands on one mast counts together, whoever owns it.</source>
        <translation>全部频段、全部运营商合计功率密度占 GB 8702-2014 公众限值的百分比（100 % 即限值）：指定离地高度的分布图、每栋建筑最不利楼层、各站达标距离，以及给居民的通俗说明页。按自由空间远场、业务波束增益计算，不计墙体，偏安全。可转波束的占空系数包含 TDD 下行占比与波束转动（0.1875 = 0.75 × 0.25 为本插件默认值，并非标准取值）；4G、n28 等固定波束按满功率或所填数值计算。同一塔（杆）上不论归属，合并计算。</translation>
    </message>
    <message>
        <source>Power of a user (dBm)</source>
        <translation>终端发射功率（dBm）</translation>
    </message>
    <message>
        <source>Power that saturates a front end (dBm)</source>
        <translation>接收前端饱和电平（dBm）</translation>
    </message>
    <message>
        <source>Preparing to try out sites</source>
        <translation>正在准备试算</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset {name}: {sentence}</source>
        <translation>预设“{name}”：{sentence}</translation>
    </message>
    <message>
        <source>Presets lie in {folder}: edit a file, then choose the preset again.</source>
        <translation>预设文件在 {folder}：修改后重新选择该预设即可生效。</translation>
    </message>
    <message>
        <source>Propagation model</source>
        <translation>传播模型</translation>
    </message>
    <message>
        <source>Proven to be the best</source>
        <translation>已证明最优</translation>
    </message>
    <message>
        <source>Put the replacements into the planned sites</source>
        <translation>将替代站址写入规划站址</translation>
    </message>
    <message>
        <source>Puts {count:,} rows back as they were; rows edited since are never overwritten.</source>
        <translation>将 {count:,} 行恢复原样；此后被改动的行不会被覆盖。</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>配额</translation>
    </message>
    <message>
        <source>RMSE before (dB)</source>
        <translation>校准前均方根误差（dB）</translation>
    </message>
    <message>
        <source>RMSE on areas left out (dB)</source>
        <translation>留出区域均方根误差（dB）</translation>
    </message>
    <message>
        <source>Radius a village point stands for (m)</source>
        <translation>村庄点代表的半径（米）</translation>
    </message>
    <message>
        <source>Random error fields</source>
        <translation>随机误差场个数</translation>
    </message>
    <message>
        <source>Reading a photo</source>
        <translation>正在读取照片</translation>
    </message>
    <message>
        <source>Reading the catalogue</source>
        <translation>正在读取台账</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>读取台账</translation>
    </message>
    <message>
        <source>Reading the plan for the map tools</source>
        <translation>正在为地图工具读取规划</translation>
    </message>
    <message>
        <source>Reading the plan …</source>
        <translation>正在读取规划…</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Readings in the same square are averaged, so that a car at a red light does not outweigh the rest.</source>
        <translation>同一网格内的读数取平均，避免等红灯时的读数权重过大。</translation>
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
        <source>Reads an antenna file (MSI or Planet, or a two-column table of angle and level) and draws its horizontal and vertical cut as SVG or PNG. Gain in dBd is turned into dBi, and a vertical cut that grows upwards is turned downwards; what had to be assumed is told. The same file can be given to “Compute coverage”.</source>
        <translation>读取天线文件（MSI 或 Planet，或角度与电平两列表），以 SVG 或 PNG 绘制水平和垂直切面。dBd 增益换算为 dBi，向上为正的垂直切面转为向下为正；作出的假定会予以说明。同一文件可用于“计算覆盖”。</translation>
    </message>
    <message>
        <source>Reads the demand table of an operator (China Mobile, Unicom, Telecom, Broadnet), or one table with a column of systems per operator, in the same way as inventories are read.

Then every demand is matched within its permitted deviation: to the nearest existing site that stays on air, else to the nearest resource whose owner has not refused and which is high enough. One site or resource answers at most one demand of each operator; demands with the first priority choose first. A demand that states no deviation gets the one given here, and the number of such demands is told.</source>
        <translation>读取运营商（移动、联通、电信、广电）的需求表，或每家运营商一列系统数的汇总表，读取方式与资源台账相同。

然后在允许偏离半径内匹配每条需求：优先最近的在网现状站址，其次是产权单位未拒绝且高度足够的最近资源。同一站址或资源对每家运营商最多满足一条需求，优先级高者先选。未注明允许偏离半径的需求采用此处给出的值，并告知此类需求的数量。</translation>
    </message>
    <message>
        <source>Reads the form that went out with a hand-over, filled in by the company: agreed, not agreed with a reason, or an alternative. Reviews are set in the planned sites, reasons go to the ledger, rows that are not understood are kept with the reason in the table of rejected rows. All or nothing is written; earlier values stay in the import log.

An alternative is a resource of the inventory by its id, or the nearest one within 50 m of the given longitude and latitude.</source>
        <translation>读取随成果移交、由铁塔公司填写的回复表：同意、不同意及原因，或备选方案。审议结果写入规划站址，原因写入台账，无法识别的行连同原因保留在拒收行表中。要么全部写入，要么一行不写；原值保留在导入日志中。

备选方案可填资源编号，或填经纬度（取 50 米内最近的资源）。</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>接收点</translation>
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
        <source>Recomputes the coverage without a site that is to be demolished: cells, people and key areas that would lose service. Finds the fewest public resources that keep it, and proves stage after stage (new sites on the air first, then the old one off) what stays served. Cells are judged by SS-RSRP; cells disturbed below their SS-SINR are counted beside it. The order of works is scheduled back from the day of demolition; its durations are this product's editable defaults (resources/rules/relocation.json). Sites that are to be demolished by the same day are not counted on.</source>
        <translation>计算拆除某站址后的覆盖：将失去服务的像元、人口和重点区域。求出能保住服务的最少公共资源，并逐阶段证明（先建后拆：新站先开通，旧站后关闭）哪些仍有服务。像元按 SS-RSRP 判定，SS-SINR 低于要求的受扰像元另行统计。工期由拆迁日期倒排，各工序时长为本插件自拟的可编辑默认值（resources/rules/relocation.json）。同日之前拟拆的其他站址不计入。</translation>
    </message>
    <message>
        <source>Reference layer to find the datum by</source>
        <translation>用于判断坐标基准的参照图层</translation>
    </message>
    <message>
        <source>Refine the plan on SINR</source>
        <translation>按 SINR 优化方案</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Repair inventory</source>
        <translation>修复资源台账</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>修复项</translation>
    </message>
    <message>
        <source>Replace a site before it is demolished</source>
        <translation>拆迁站址先建后拆</translation>
    </message>
    <message>
        <source>Replace an existing file</source>
        <translation>替换已有文件</translation>
    </message>
    <message>
        <source>Replacements</source>
        <translation>替代站址</translation>
    </message>
    <message>
        <source>Replacements needed at least</source>
        <translation>替代站址数理论下限</translation>
    </message>
    <message>
        <source>Replies overdue</source>
        <translation>答复超期</translation>
    </message>
    <message>
        <source>Reply overdue</source>
        <translation>答复超期</translation>
    </message>
    <message>
        <source>Report as HTML</source>
        <translation>HTML 格式报告</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>报告 PDF</translation>
    </message>
    <message>
        <source>Report for word processors</source>
        <translation>报告（可用文字处理软件打开）</translation>
    </message>
    <message>
        <source>Report only</source>
        <translation>仅报告</translation>
    </message>
    <message>
        <source>Report only changes nothing. Every repair can be taken back with “Repair inventory”.</source>
        <translation>“仅报告”不改动任何数据。每项修复都可用“修复资源台账”撤销。</translation>
    </message>
    <message>
        <source>Reserve sites</source>
        <translation>储备站址</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Resource catalogue</source>
        <translation>资源台账</translation>
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
        <source>Resources refused (%)</source>
        <translation>被拒资源比例（%）</translation>
    </message>
    <message>
        <source>Resources that could serve it:</source>
        <translation>可改善此处的资源：</translation>
    </message>
    <message>
        <source>Resources this close to the site go with it and cannot replace it.</source>
        <translation>距该站不超过此值的资源一并拆除，不能作为替代。</translation>
    </message>
    <message>
        <source>Results outside a formula's published range are marked and must not be quoted.</source>
        <translation>超出公式适用范围的结果会注明，不得引用。</translation>
    </message>
    <message>
        <source>Roads, buildings or accepted resources whose position is certain; what the workspace holds is used as well</source>
        <translation>位置可靠的道路、建筑物或已入库资源；工作空间中已有的数据也会一并使用</translation>
    </message>
    <message>
        <source>Roofs and towers only: poles carry antennas that look all around. Two sectors stay 60° apart.</source>
        <translation>仅限楼面和铁塔；杆站为全向天线。相邻扇区至少相隔 60°。</translation>
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
        <source>Rows are compared with what the same bureau sent before; write its name always the same way.</source>
        <translation>与同一部门上次提供的台账比对，部门名称请始终保持一致。</translation>
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
        <source>Rows not understood</source>
        <translation>无法识别的行</translation>
    </message>
    <message>
        <source>Rows put back</source>
        <translation>恢复的行数</translation>
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
        <source>Runners-up of batch 3 are no planned sites; normally they stay in the house.</source>
        <translation>第 3 批的备选不是规划站址，通常不对外移交。</translation>
    </message>
    <message>
        <source>Running totals, as many as years: with 100, 250, 400 no more than 250 is spent by the end of the second year.</source>
        <translation>累计数，个数与年数相同：如 100, 250, 400，则第二年末累计不超过 250。</translation>
    </message>
    <message>
        <source>Running totals: with 8, 14, 20 the first year builds 8 sites, the second 6 more.</source>
        <translation>累计数：8, 14, 20 表示首年建 8 处，次年再建 6 处。</translation>
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
        <source>SS-RSRP exceeded by 95 % of the area (dBm)</source>
        <translation>95 % 面积超过的 SS-RSRP（dBm）</translation>
    </message>
    <message>
        <source>SS-RSRP in dBm of the sites on air and the planned ones, as last computed.</source>
        <translation>在网与规划站址的 SS-RSRP（dBm），取最近一次计算结果。</translation>
    </message>
    <message>
        <source>SS-RSRP in dBm of the sites on air, as last computed.</source>
        <translation>在网站址的 SS-RSRP（dBm），取最近一次计算结果。</translation>
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
        <source>SS-SINR exceeded by 95 % of the area (dB)</source>
        <translation>95 % 面积超过的 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>SS-SINR in dB of the sites on air, as last computed.</source>
        <translation>在网站址的 SS-SINR（dB），取最近一次计算结果。</translation>
    </message>
    <message>
        <source>SS-SINR of the worst 5 % after (dB)</source>
        <translation>优化后 5 % 边缘 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>SS-SINR of the worst 5 % before (dB)</source>
        <translation>优化前 5 % 边缘 SS-SINR（dB）</translation>
    </message>
    <message>
        <source>Same place within (m)</source>
        <translation>视为同一位置的距离（米）</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save chart as PNG …</source>
        <translation>图表另存为 PNG…</translation>
    </message>
    <message>
        <source>Save chart as SVG …</source>
        <translation>图表另存为 SVG…</translation>
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
        <source>Screening rings</source>
        <translation>筛查圈</translation>
    </message>
    <message>
        <source>Search: id, name, owner, address …</source>
        <translation>搜索：编号、名称、单位、地址 …</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Select rows in the table or poles on the map first.</source>
        <translation>请先在表中选择记录，或在地图上选择资源。</translation>
    </message>
    <message>
        <source>Selection only</source>
        <translation>只看选中</translation>
    </message>
    <message>
        <source>Servers within 6 dB of the best</source>
        <translation>与主服相差 6 dB 以内的小区数</translation>
    </message>
    <message>
        <source>Service is continuous</source>
        <translation>服务不中断</translation>
    </message>
    <message>
        <source>Set one column of all selected rows to one value</source>
        <translation>把所选记录的某个字段改为同一个值</translation>
    </message>
    <message>
        <source>Sets one SS-RSRP raster against another of the same cells: a layer of the difference in dB (B less A), and a table of the area and people newly served and lost, per level, per key area and in total. With a workspace the cells are judged by their service level, with SS-SINR where both coverages have it; without one by a single threshold. Without rasters the newest coverage of today's network is set against the newest one with the planned sites. A cell that hears nothing counts as −140 dBm.</source>
        <translation>对比像元一致的两幅 SS-RSRP 栅格：生成差值图层（B 减 A，dB），并按能级、重点区域和全域统计新增达标与不再达标的面积和人口。指定工作空间时按各像元所在能级判定，两次覆盖都有 SS-SINR 时一并判定；不指定时按单一门限判定。未指定栅格时，以最新的现状覆盖与最新的含规划站址覆盖对比。收不到信号的像元按 −140 dBm 计。</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Shapefiles and tables are always there; these come in addition.</source>
        <translation>Shapefile 和表格始终生成，此处为附加格式。</translation>
    </message>
    <message>
        <source>Share of locations that reach the level (%)</source>
        <translation>达到能级的位置比例（%）</translation>
    </message>
    <message>
        <source>Share of the largest lessee (%)</source>
        <translation>最大承租企业占比（%）</translation>
    </message>
    <message>
        <source>Share of the limit that a project may use</source>
        <translation>单个项目可占限值的份额</translation>
    </message>
    <message>
        <source>Share of the lost demand to be kept (%)</source>
        <translation>受影响需求中要保住的比例（%）</translation>
    </message>
    <message>
        <source>Share of time (%)</source>
        <translation>时间百分比（%）</translation>
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
        <source>Sheets</source>
        <translation>图件</translation>
    </message>
    <message>
        <source>Sheets the plan has nothing for yet</source>
        <translation>规划尚无内容可出的图件</translation>
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
        <source>Show the selected rows alone, or what is selected on the map</source>
        <translation>只显示选中的记录，或地图上选中的资源</translation>
    </message>
    <message>
        <source>Show the selected rows on the map and let them flash</source>
        <translation>在地图上显示所选记录并闪烁</translation>
    </message>
    <message>
        <source>Show what would change</source>
        <translation>显示将发生的变化</translation>
    </message>
    <message>
        <source>Side of the squares that are computed. 5 m is right for streets and poles; for a whole county begin with 20 m: half the size takes four times as long.</source>
        <translation>计算像元的边长。街道和杆站取 5 米为宜；全县范围先取 20 米：边长减半，用时为四倍。</translation>
    </message>
    <message>
        <source>Signal against interference and noise in dB: above 10 is fast, below 0 is slow, below −3 mostly unusable.</source>
        <translation>信号与干扰加噪声之比（dB）：10 以上速率高，0 以下速率低，−3 以下基本不可用。</translation>
    </message>
    <message>
        <source>Single and summed I/N of all 5G sites at every protected station (table PROT_RX) with ITU-R P.452 over the ground, the off-axis gain of its dish, adjacent-channel leakage and its input filter, and saturation of its front end. A station's own I/N limit counts; a radio telescope is judged in the bands of ITU-R RA.769 by their flux density instead; without either -12.2 dB (6 % of the noise, ITU-R S.1432) is taken, which is a planning figure and not an official limit of coordination. Antennas follow ITU-R S.465, S.580 or F.699, or a pattern file named with the station. Screening rings are those entered with the station.</source>
        <translation>用 ITU-R P.452 沿地形计算全部 5G 站址对每个受保护台站（PROT_RX）的单站与合计 I/N，计入台站天线离轴增益、邻道泄漏与输入滤波，以及接收前端饱和。台站自填的 I/N 限值优先；射电望远镜在 ITU-R RA.769 的各频段内按谱功率通量密度判定；两者都没有时取 -12.2 dB（噪声的 6 %，ITU-R S.1432），属规划取值，并非官方协调限值。天线按 ITU-R S.465、S.580 或 F.699，或台站所列方向图文件。初筛圈取台站填写的距离。</translation>
    </message>
    <message>
        <source>Site code of the site to be demolished</source>
        <translation>拟拆站址的站址编码</translation>
    </message>
    <message>
        <source>Site sheets, A4</source>
        <translation>站址单页，A4</translation>
    </message>
    <message>
        <source>Site use reaches 80 %</source>
        <translation>站址利用率达到 80 %</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>站址</translation>
    </message>
    <message>
        <source>Sites added since the earlier package</source>
        <translation>较上一轮新增的站址</translation>
    </message>
    <message>
        <source>Sites agreed</source>
        <translation>同意的站址</translation>
    </message>
    <message>
        <source>Sites and demand served by year</source>
        <translation>各年度站址与满足的需求</translation>
    </message>
    <message>
        <source>Sites and stations</source>
        <translation>站址与台站</translation>
    </message>
    <message>
        <source>Sites at the end of each year, such as 150, 400, 600</source>
        <translation>各年度末累计站址数，例如 150, 400, 600</translation>
    </message>
    <message>
        <source>Sites cancelled</source>
        <translation>取消的站址</translation>
    </message>
    <message>
        <source>Sites changed</source>
        <translation>变更的站址</translation>
    </message>
    <message>
        <source>Sites chosen in every draw</source>
        <translation>每次抽样均入选的站址数</translation>
    </message>
    <message>
        <source>Sites chosen in nine of ten draws</source>
        <translation>九成抽样入选的站址数</translation>
    </message>
    <message>
        <source>Sites may be exchanged</source>
        <translation>可更换站址</translation>
    </message>
    <message>
        <source>Sites moved</source>
        <translation>更换站址数</translation>
    </message>
    <message>
        <source>Sites moved to their alternative</source>
        <translation>移到备选位置的站址</translation>
    </message>
    <message>
        <source>Sites needed at least for the target</source>
        <translation>达到目标的站址数理论下限</translation>
    </message>
    <message>
        <source>Sites not agreed</source>
        <translation>不同意的站址</translation>
    </message>
    <message>
        <source>Sites of the plan</source>
        <translation>方案站址数</translation>
    </message>
    <message>
        <source>Sites of the plan in the workspace</source>
        <translation>工作空间中方案的站址数</translation>
    </message>
    <message>
        <source>Sites on buildings and poles of others (%)</source>
        <translation>社会资源利用率（%）</translation>
    </message>
    <message>
        <source>Sites on existing towers, buildings and poles (%)</source>
        <translation>站址利用率（%）</translation>
    </message>
    <message>
        <source>Sites on smart poles (%)</source>
        <translation>综合杆占比（%）</translation>
    </message>
    <message>
        <source>Sites on what exists at least (%)</source>
        <translation>利用现有设施的站址比例下限（%）</translation>
    </message>
    <message>
        <source>Sites that count</source>
        <translation>参与计算的站址</translation>
    </message>
    <message>
        <source>Sites to coordinate</source>
        <translation>需协调的站址</translation>
    </message>
    <message>
        <source>Sites to review</source>
        <translation>需复核的站址</translation>
    </message>
    <message>
        <source>Sites turned or tilted</source>
        <translation>调整方位角或下倾角的站址数</translation>
    </message>
    <message>
        <source>Sites with two operators or more (%)</source>
        <translation>共享率（%）</translation>
    </message>
    <message>
        <source>Sites without an answer</source>
        <translation>未答复的站址</translation>
    </message>
    <message>
        <source>Siting rules of one's own (kept in the workspace)</source>
        <translation>自定选址规则（存入工作空间）</translation>
    </message>
    <message>
        <source>Smaller patches of missing coverage are not drawn as gaps; they still count in the percentages.</source>
        <translation>更小的未达标区域不画为缺口，但仍计入百分比。</translation>
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
        <source>SmartPole 5G: guide</source>
        <translation>智慧杆站址规划：使用指南</translation>
    </message>
    <message>
        <source>Somebody has to climb: 0 to 8° by default. The stated distance from the best possible is wider then.</source>
        <translation>需登塔调整，默认 0 至 8°。允许后，与上界的差距会显得更大。</translation>
    </message>
    <message>
        <source>Source of the base map</source>
        <translation>底图来源</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Standard deviation of the model's error (dB)</source>
        <translation>模型误差标准差（dB）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>State compliance with the targets</source>
        <translation>编制达标报告</translation>
    </message>
    <message>
        <source>State how far from the best possible</source>
        <translation>给出与最优的差距</translation>
    </message>
    <message>
        <source>Statement (areas)</source>
        <translation>达标报告（分区）</translation>
    </message>
    <message>
        <source>Statement (table)</source>
        <translation>达标报告（表）</translation>
    </message>
    <message>
        <source>Stations and verdicts</source>
        <translation>台站与结论</translation>
    </message>
    <message>
        <source>Stations whose limit is exceeded</source>
        <translation>超过限值的台站</translation>
    </message>
    <message>
        <source>Step along the path (m)</source>
        <translation>路径步长（米）</translation>
    </message>
    <message>
        <source>Step of the terrain profiles (m)</source>
        <translation>地形剖面步长（米）</translation>
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
        <source>Stops after so many looks at single sites, so that a run takes the same way on every machine.</source>
        <translation>逐站检查达到该次数即停，使不同机器上的结果一致。</translation>
    </message>
    <message>
        <source>Streams that one device may receive at once: most phones take up to 4. The rate is that of the best number up to it.</source>
        <translation>一部终端可同时接收的数据流数，手机多为 4；速率取不超过该数的最佳层数。</translation>
    </message>
    <message>
        <source>Streams that one device may send at once; 2 with two transmitters.</source>
        <translation>一部终端可同时发送的数据流数；双发为 2。</translation>
    </message>
    <message>
        <source>Strength of the 5G reference signal in dBm; less negative is stronger: −80 is good, −105 is where most phones begin to fail.</source>
        <translation>5G 参考信号强度（dBm），负值越小信号越强：−80 较好，−105 时多数手机开始失去服务。</translation>
    </message>
    <message>
        <source>Such as 01 or lamp pole, where a whole list is of one type and has no column for it.</source>
        <translation>整份台账只有一种类型且没有类型列时填写，如 01 或 路灯杆。</translation>
    </message>
    <message>
        <source>Such as 80: of every five sites at least four stand on a tower, roof, lamp or pole that exists. 0: no such condition.</source>
        <translation>如 80：每五个站址至少四个依托现有铁塔、楼面、路灯或杆。0：不设此条件。</translation>
    </message>
    <message>
        <source>Suggest sites</source>
        <translation>建议站址</translation>
    </message>
    <message>
        <source>Suggested sites are chosen by signal level. Here the same plan is improved on SS-SINR: what counts is the demand that meets both the SS-RSRP and the SS-SINR of its level, with all sectors disturbing each other as in “Compute coverage”. Sites are exchanged for other candidates under the rules of the plan, antennas of roofs and towers are turned and tilted within the ranges of resources/rules/refine.json. The result is never worse than the plan. Fixed planned sites and those that passed review stay as they are. Two distances are stated: of the plan to the best coverage, and of the demand served with SINR to a bound that holds for SINR (each newcomer disturbed by noise and today's network only). Nothing is written into the plan unless asked for; then “Undo the last step” takes it back. Stopping gives the best plan so far and writes nothing. Mechanical tilts change only where that is allowed, as somebody has to climb.</source>
        <translation>建议站址按信号强弱选出。这里对同一方案按 SS-SINR 优化：以 SS-RSRP 与 SS-SINR 同时达到所在能级的需求为目标，各扇区之间的干扰与“计算覆盖”一致。在方案规则之内更换站址，并在 resources/rules/refine.json 的范围内转动楼面和铁塔天线的方位角、调整电下倾角。结果不会比原方案差。已固定和审议通过的站址保持不变。给出两个差距：方案与最优覆盖的差距，以及 SINR 达标需求与一个对 SINR 成立的上界的差距（新站只受噪声和现网干扰）。除非要求，不改动规划站址；写入后可用“撤销上一步”退回。中途停止给出当前最好方案，不写入。机械下倾角需登塔，允许时才调整。</translation>
    </message>
    <message>
        <source>Surface model (roofs and treetops)</source>
        <translation>数字表面模型（含屋顶与树冠）</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>滑动对比</translation>
    </message>
    <message>
        <source>TR 38.901 by use of the building</source>
        <translation>TR 38.901，按建筑用途</translation>
    </message>
    <message>
        <source>TR 38.901, high loss (coated glass)</source>
        <translation>TR 38.901，高损耗（镀膜玻璃）</translation>
    </message>
    <message>
        <source>TR 38.901, low loss</source>
        <translation>TR 38.901，低损耗</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>清除所有筛选</translation>
    </message>
    <message>
        <source>Take out rows that the new list no longer has</source>
        <translation>删除新台账中不再出现的行</translation>
    </message>
    <message>
        <source>Take the file off this row; the file itself stays</source>
        <translation>从本条记录移除，文件本身保留</translation>
    </message>
    <message>
        <source>Taken back: {what}; {count:,} rows are as they were.</source>
        <translation>已撤销：{what}；{count:,} 行恢复原样。</translation>
    </message>
    <message>
        <source>Takes back the last import, suggested plan, phased plan, company answer, change in the catalogue or tried-out change: every row of the workspace is as it was before, row numbers included. The memory of the step lies in the workspace, so that it also works after QGIS was closed.

Only the last such step can be taken back, and only once; changes in the catalogue go back one after the other, and what came before them is then in reach again. When one of a step's rows was edited since, nothing is changed and the message names the table; of a change in the catalogue, the rows edited since stay as they are.</source>
        <translation>撤销最近一次导入、建议站址、分年度方案、企业回复、台账修改或保留的试算：工作空间中各行恢复原样，行号不变。撤销所需内容保存在工作空间内，关闭 QGIS 后仍有效。

只能撤销最近一步，且只能撤销一次；台账修改可逐次撤销，撤销后其前一步重新可撤销。某一步写入的行此后若被改动，则不作任何更改并说明是哪张表；撤销台账修改时，此后被改动过的行保持不变。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Target year of zones without one of their own</source>
        <translation>未自带目标年的分区的目标年</translation>
    </message>
    <message>
        <source>Targets per level</source>
        <translation>各能级目标</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>制式</translation>
    </message>
    <message>
        <source>Terrain and network</source>
        <translation>地形与网络</translation>
    </message>
    <message>
        <source>Terrain model (for the proposal; none: level ground)</source>
        <translation>高程模型（用于给出建议；不选：按平地）</translation>
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
        <source>Test the plan against errors and refusals</source>
        <translation>检验方案的稳健性</translation>
    </message>
    <message>
        <source>Texts with replaced characters</source>
        <translation>替换过字符的文本数</translation>
    </message>
    <message>
        <source>That was the whole way. Now press “Look here” and click on the map, or begin a workspace of your own.</source>
        <translation>全流程已走完。现在可以点“点查”后点击地图，或新建自己的工作空间。</translation>
    </message>
    <message>
        <source>The .gpkg file that holds the whole plan; results go into the folder of the same name beside it.</source>
        <translation>保存整个规划的 .gpkg 文件；结果存入旁边的同名文件夹。</translation>
    </message>
    <message>
        <source>The antenna is in sight.</source>
        <translation>与天线通视。</translation>
    </message>
    <message>
        <source>The area with its service levels, the buildings that block signals, and the sites that are on air today.</source>
        <translation>规划范围及能级分区、遮挡信号的建筑物、现状在网站址。</translation>
    </message>
    <message>
        <source>The calibration is tested on whole areas it has not seen; larger areas make the test harder and more honest.</source>
        <translation>校准用未参与拟合的整片区域检验；区域越大，检验越严格、越真实。</translation>
    </message>
    <message>
        <source>The change can be undone.</source>
        <translation>修改后可撤销。</translation>
    </message>
    <message>
        <source>The chart could not be saved: {fault}</source>
        <translation>图表未能保存：{fault}</translation>
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
        <source>The code of the site that serves the point best.</source>
        <translation>该点最佳服务站址的编码。</translation>
    </message>
    <message>
        <source>The costs per way of building are this product's editable defaults, not a price list.</source>
        <translation>各建设方式的造价为本插件自拟的可编辑默认值，不是价目表。</translation>
    </message>
    <message>
        <source>The data suggest: {preset} ({reasons}).</source>
        <translation>按数据建议：{preset}（{reasons}）。</translation>
    </message>
    <message>
        <source>The days left are counted to the end of it. Key areas have years of their own; levels, administrative areas, units, villages and roads have none.</source>
        <translation>剩余天数算到该年年底。重点区域有自己的目标年；能级、行政区、控规单元、村庄和道路没有。</translation>
    </message>
    <message>
        <source>The diagnostic information is in the clipboard; paste it into your message.</source>
        <translation>诊断信息已复制到剪贴板，可粘贴到反馈信息中。</translation>
    </message>
    <message>
        <source>The distance in metres to the nearest resource that the siting rules allow.</source>
        <translation>到选址规则允许的最近资源的距离（米）。</translation>
    </message>
    <message>
        <source>The folder of the last package: a list then says which sites were added, moved, changed or cancelled since.</source>
        <translation>上一轮成果的文件夹：据此列出新增、移位、变更或取消的站址。</translation>
    </message>
    <message>
        <source>The formula of path loss. Leave the first entry unless a measurement or an expert says otherwise; the page of models in the documentation gives range and source of each.</source>
        <translation>路径损耗公式。除非有实测依据或专家意见，否则保持第一项；文档的模型页列有各模型的适用范围和出处。</translation>
    </message>
    <message>
        <source>The last change is still being written.</source>
        <translation>上一次修改仍在写入，请稍候。</translation>
    </message>
    <message>
        <source>The layer's columns are recognised when it is imported; its coordinate system is taken as it says.</source>
        <translation>导入时自动识别图层的列；坐标系以图层声明为准。</translation>
    </message>
    <message>
        <source>The manufacturer's .msi, .pln or .txt file of one antenna at one frequency and electrical tilt.</source>
        <translation>厂家提供的单一天线、单一频率和电下倾角的 .msi、.pln 或 .txt 文件。</translation>
    </message>
    <message>
        <source>The name under which “Calibrate to drive tests” kept its result in this workspace.</source>
        <translation>“路测校准”在本工作空间中保存结果所用的名称。</translation>
    </message>
    <message>
        <source>The number of the nearest resource that the siting rules allow.</source>
        <translation>选址规则允许的最近资源的编号。</translation>
    </message>
    <message>
        <source>The plan may use fewer: a site that brings nothing is not proposed.</source>
        <translation>方案可少于此数：没有收益的站址不会提出。</translation>
    </message>
    <message>
        <source>The plan was changed</source>
        <translation>已写入方案</translation>
    </message>
    <message>
        <source>The poles, roofs and towers of all bureaus, cleaned and in one table. Import the lists as they are.</source>
        <translation>各部门的杆、屋顶和铁塔，清理后汇总为一张表。台账可按原样导入。</translation>
    </message>
    <message>
        <source>The proof holds</source>
        <translation>证明成立</translation>
    </message>
    <message>
        <source>The remote electrical tilt of roofs and towers, 2 to 12° by default.</source>
        <translation>楼面和铁塔的电调下倾角，默认 2 至 12°。</translation>
    </message>
    <message>
        <source>The reply sheet of the package as the company sent it back; keep its headers.</source>
        <translation>铁塔公司返回的成果包回复表，请保留表头。</translation>
    </message>
    <message>
        <source>The same number gives the same draws.</source>
        <translation>种子相同，抽样相同。</translation>
    </message>
    <message>
        <source>The sample was copied to {path} and opened; try everything, the original stays as it is.</source>
        <translation>示例已复制到 {path} 并打开；可以随意试用，原件不变。</translation>
    </message>
    <message>
        <source>The search stops earlier when it has proven that no better plan exists.</source>
        <translation>一旦证明没有更好的方案，搜索会提前结束。</translation>
    </message>
    <message>
        <source>The sector points {angle:.0f}° past this spot.</source>
        <translation>扇区朝向偏离此处 {angle:.0f}°。</translation>
    </message>
    <message>
        <source>The sector that serves the point best: site, azimuth and band.</source>
        <translation>该点最佳服务扇区：站址、方位角和频段。</translation>
    </message>
    <message>
        <source>The sectors of the other operators beside one's own channel add to the interference.</source>
        <translation>其他运营商邻道扇区计入干扰。</translation>
    </message>
    <message>
        <source>The service level asked for at the point (A to D); key areas can raise it.</source>
        <translation>该点要求的能级（A 至 D）；重点区域可提高能级。</translation>
    </message>
    <message>
        <source>The signal is strong enough, but other sectors disturb it.</source>
        <translation>信号强度足够，但受其他扇区干扰。</translation>
    </message>
    <message>
        <source>The site is far away: {distance:,.0f} m.</source>
        <translation>站址较远：{distance:,.0f} 米。</translation>
    </message>
    <message>
        <source>The spot lies in a building: told is what arrives outside its wall; indoors it is weaker.</source>
        <translation>此处位于建筑物内：以上为外墙外侧的信号，室内会更弱。</translation>
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
        <source>The year at whose end the first of these numbers is reached.</source>
        <translation>达到首个数量的年度（年末）。</translation>
    </message>
    <message>
        <source>These rows have no place on the map.</source>
        <translation>所选记录没有空间位置。</translation>
    </message>
    <message>
        <source>They are kept with their reason among the rejected rows.</source>
        <translation>连同原因保留在拒收行表中。</translation>
    </message>
    <message>
        <source>They are marked as fixed, so that later suggestions keep them.</source>
        <translation>替代站标为固定，以后选址时保留。</translation>
    </message>
    <message>
        <source>This file exists already: choose another name, or open it.</source>
        <translation>文件已存在：请换一个名称，或直接打开它。</translation>
    </message>
    <message>
        <source>This layer is being edited on the map: save or discard those edits first.</source>
        <translation>该图层正在地图上编辑：请先保存或放弃那些修改。</translation>
    </message>
    <message>
        <source>This share of the resources cannot be had in each draw, whoever they belong to.</source>
        <translation>每次抽样中有这一比例的资源无法取得，不论产权归属。</translation>
    </message>
    <message>
        <source>This table is empty. Import a list in step 1, or load a layer in step 2.</source>
        <translation>此表为空。请在第 1 步导入台账，或在第 2 步加载图层。</translation>
    </message>
    <message>
        <source>This version of the plugin cannot do this step yet.</source>
        <translation>本版本尚不支持此步骤。</translation>
    </message>
    <message>
        <source>Threshold without a workspace (dBm)</source>
        <translation>无工作空间时的门限（dBm）</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>门限</translation>
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
        <source>Today's network, or the network as it will be once the planned sites are built.</source>
        <translation>现状网络，或规划站址建成后的网络。</translation>
    </message>
    <message>
        <source>Today's sites</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>Too much in one hand from (%)</source>
        <translation>集中度过高的占比（%）</translation>
    </message>
    <message>
        <source>Towers saved</source>
        <translation>节省铁塔数</translation>
    </message>
    <message>
        <source>Tried out: before</source>
        <translation>试算前</translation>
    </message>
    <message>
        <source>Tried out: now</source>
        <translation>试算后</translation>
    </message>
    <message>
        <source>Try out</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Two coverages on one map, split at a line, and the layer of their difference</source>
        <translation>在一张图上以分隔线对比两次覆盖，并生成差值图层</translation>
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
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last step</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Undo: {column} of {count:,} rows (Ctrl+Z)</source>
        <translation>撤销：{count:,} 条记录的“{column}”（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Unit: {unit}</source>
        <translation>单位：{unit}</translation>
    </message>
    <message>
        <source>Units of the detailed plan as polygons; each gets a line with its share of area and people and a verdict.</source>
        <translation>控规单元面图层；每个单元一行，列出达标面积和人口占比及结论。</translation>
    </message>
    <message>
        <source>Unlawful fees</source>
        <translation>违规收费</translation>
    </message>
    <message>
        <source>Unmet demand</source>
        <translation>未满足的需求</translation>
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
        <source>Value</source>
        <translation>内容</translation>
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
        <source>Vegetation and other clutter</source>
        <translation>植被等地物</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Verify a plan and its proof</source>
        <translation>复核方案及其证明</translation>
    </message>
    <message>
        <source>Vertical cut</source>
        <translation>垂直切面</translation>
    </message>
    <message>
        <source>Villages</source>
        <translation>村庄</translation>
    </message>
    <message>
        <source>Villages as points or polygons; a point stands for the radius below.</source>
        <translation>村庄点或面图层；点代表下面填写的半径范围。</translation>
    </message>
    <message>
        <source>Wait until the running step has ended, or cancel it, before opening another workspace.</source>
        <translation>请等待当前步骤结束或取消后，再打开其他工作空间。</translation>
    </message>
    <message>
        <source>Wall map, A0</source>
        <translation>挂图，A0</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Ways tried</source>
        <translation>试算次数</translation>
    </message>
    <message>
        <source>What a wall takes away: 20 dB is usual. With 0 a building is judged in front of its outer wall.</source>
        <translation>墙体造成的损耗，一般为 20 dB。取 0 表示在外墙前判定。</translation>
    </message>
    <message>
        <source>What can be shared is not built new: a new structure is dropped where one resource serves 95 % of what it would.</source>
        <translation>能共享的不得新建：附近某一资源可覆盖其 95 % 的，不再新建。</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化说明</translation>
    </message>
    <message>
        <source>What is built nearer than this to a site that stands or is planned is reported; nothing is changed by it.</source>
        <translation>与现状或规划站址相距小于此值的建设予以报告，不做改动。</translation>
    </message>
    <message>
        <source>What is to be made; what the plan has nothing for yet is left out and named.</source>
        <translation>选择要生成的内容；规划尚无内容的会略去并说明。</translation>
    </message>
    <message>
        <source>What kind of area is this? Bands, distances and targets follow.</source>
        <translation>这是哪类地区？频段、距离和目标随之确定。</translation>
    </message>
    <message>
        <source>What kind of area it is. The first entry proposes one from people per km² and the relief of the terrain model.</source>
        <translation>这是哪类地区。第一项按每平方公里人口和高程起伏给出建议。</translation>
    </message>
    <message>
        <source>What kind of area this is: bands, model, distances, cells, targets and heights follow from it</source>
        <translation>这是哪类地区：频段、模型、距离、像元、目标和挂高由此确定</translation>
    </message>
    <message>
        <source>What the numbers in the land cover raster mean.</source>
        <translation>土地覆盖栅格中各数值的含义。</translation>
    </message>
    <message>
        <source>What was taken back</source>
        <translation>已撤销的步骤</translation>
    </message>
    <message>
        <source>Where the company named another resource of the inventory instead, the planned site moves there.</source>
        <translation>铁塔公司另指台账中其他资源的，将规划站址移到该处。</translation>
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
        <source>White marks: before.</source>
        <translation>白色标记：规划前。</translation>
    </message>
    <message>
        <source>Who owns the base map; printed on every map. Empty: what the workspace says.</source>
        <translation>底图的权属，印在每张图上。空：取工作空间中的记录。</translation>
    </message>
    <message>
        <source>Whole plan</source>
        <translation>完整规划</translation>
    </message>
    <message>
        <source>Whose customers: any operator (somebody serves the spot), one operator with the networks it shares, or every operator (in siting, those with a site or a demand in the plan).</source>
        <translation>哪家用户：任一运营商（该处有人覆盖即可）、某一运营商（含其共享网络），或每家运营商（选址时指本规划中有站或有需求的运营商）。</translation>
    </message>
    <message>
        <source>With conditions</source>
        <translation>有条件开放</translation>
    </message>
    <message>
        <source>With contact persons and telephones</source>
        <translation>含联系人和电话</translation>
    </message>
    <message>
        <source>With planned sites</source>
        <translation>现状＋规划</translation>
    </message>
    <message>
        <source>Within 60 % of the zone</source>
        <translation>菲涅尔区 60 % 以内</translation>
    </message>
    <message>
        <source>Within some 100 m of a measurement the prediction then follows what was measured there.</source>
        <translation>在测量点约 100 米以内，预测值跟随实测值。</translation>
    </message>
    <message>
        <source>Without it the rows of the table are replaced by those of the layer.</source>
        <translation>不勾选时，表中原有记录将被图层内容替换。</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Works begin by</source>
        <translation>开工期限</translation>
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
        <source>Workspace (none: one threshold)</source>
        <translation>工作空间（不选：按单一门限）</translation>
    </message>
    <message>
        <source>Worst floor (% of the limit)</source>
        <translation>最不利楼层（占限值 %）</translation>
    </message>
    <message>
        <source>Worst loss under random error fields (%)</source>
        <translation>随机误差下的最大损失（%）</translation>
    </message>
    <message>
        <source>Worst loss when resources are refused, not repaired (%)</source>
        <translation>资源被拒、不调整时的最大损失（%）</translation>
    </message>
    <message>
        <source>Worst loss when resources are refused, repaired (%)</source>
        <translation>资源被拒并调整后的最大损失（%）</translation>
    </message>
    <message>
        <source>Worst spot, east</source>
        <translation>最差点位东坐标</translation>
    </message>
    <message>
        <source>Worst spot, north</source>
        <translation>最差点位北坐标</translation>
    </message>
    <message>
        <source>Worst spots of zones that miss their target</source>
        <translation>未达标分区的最差点位</translation>
    </message>
    <message>
        <source>Write answers and planned sites into the workspace</source>
        <translation>将匹配结果和规划站址写入工作空间</translation>
    </message>
    <message>
        <source>Write each site's runner-up as a reserve site</source>
        <translation>将各站址的备选写为储备站址</translation>
    </message>
    <message>
        <source>Write the changes into the planned sites</source>
        <translation>把变更写入规划站址</translation>
    </message>
    <message>
        <source>Write the open-resource catalogue as workbook and shapefile</source>
        <translation>输出公共资源开放目录（工作簿和 Shapefile）</translation>
    </message>
    <message>
        <source>Write the planning report</source>
        <translation>编写规划报告</translation>
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
        <source>Writes maps of the plan as PDF into a new folder: the A3 plan sheet, an A0 wall map with larger signs and names, coverage today and with the plan, the coverage gaps with a list of the worst, an atlas with a page per town (or per tile at 1:2,500 when the plan has no towns), and one page per site with its surroundings, sectors and facts.

Legends, scale bars, north arrows, assumptions and credits are filled in from the workspace. The wall map carries a timetable: sites per town and batch, targets by month with status colours, progress and the responsible unit.

An own print template (.qpt) needs an item “map”; items with the ids of ours are filled, and {{title}}, {{plan}}, {{date}}, {{scale}} and others stand in any label; the guide lists them.</source>
        <translation>将规划图件以 PDF 写入新文件夹：A3 站址规划图、符号和注记放大的 A0 挂图、现状与规划后覆盖图、附最严重缺口清单的覆盖缺口图、按乡镇（无乡镇时按 1:2500 图幅）分页的图册，以及每站一页的站址图表（周边、扇区、要素）。

图例、比例尺、指北针、计算假定和来源由工作空间自动填写。挂图附挂图作战表：各乡镇各批次站数、按状态着色的分月目标、进度和责任单位。

自定义打印模板（.qpt）必须有“map”项；与内置模板同 id 的项会自动填写，任意标签中可写 {{title}}、{{plan}}、{{date}}、{{scale}} 等，详见用户指南。</translation>
    </message>
    <message>
        <source>Writes the catalogue of public resources as an Excel workbook and a shapefile: every resource with its opening, and counts by type, owner and district; applications whose written reply is overdue; refusals and unlawful fees by owner; leases without use, and how many poles each lessee holds.

The limits (days to reply, days idle, share in one hand) are suggestions of this product, not official figures. Contacts are left out unless you ask for them.</source>
        <translation>将公共资源开放目录输出为 Excel 工作簿和 Shapefile：每条资源及其开放状态，按类型、产权单位和区域统计；书面答复超期的申请；各产权单位的拒绝和违规收费；出租闲置情况，以及各承租企业持有的杆数。

期限（答复天数、闲置天数、集中度）为本插件的建议值，不是官方数值。默认不含联系方式。</translation>
    </message>
    <message>
        <source>Writes the planning text into a new folder: a Word document (DOCX), HTML and PDF. It covers the current state, demand and service levels, method and standards, the plan by way of building, resource and year, sharing, cost, checks, assumptions, the list of sites, why resources were not chosen, and where every figure comes from.

The text follows a template; copy the shipped one, edit it in a text editor and choose it here.</source>
        <translation>在新文件夹中生成规划文本：Word 文档（DOCX）、HTML 和 PDF。内容包括现状、需求与服务能级、方法与标准、按建设方式、资源和年度的规划方案、共建共享、投资、校核、假定、站址表、资源未入选原因，以及每个数字的出处。

文本按模板生成；可复制自带模板，用文本编辑器修改后在此选用。</translation>
    </message>
    <message>
        <source>Writing the catalogue</source>
        <translation>正在写入台账</translation>
    </message>
    <message>
        <source>Written replies about public resources are overdue after (workspace that is open)</source>
        <translation>公共资源书面答复超期期限（当前工作空间）</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>Zones that meet their target</source>
        <translation>达标分区数</translation>
    </message>
    <message>
        <source>Zones that miss their target</source>
        <translation>未达标分区数</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>缩放到</translation>
    </message>
    <message>
        <source>Zoom to the plan area when a workspace is opened</source>
        <translation>打开工作空间时缩放到规划范围</translation>
    </message>
    <message>
        <source>a building</source>
        <translation>建筑物</translation>
    </message>
    <message>
        <source>a change in the catalogue</source>
        <translation>台账修改</translation>
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
        <source>access, permit, power</source>
        <translation>进场、报批、供电</translation>
    </message>
    <message>
        <source>administrative area</source>
        <translation>行政区</translation>
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
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>build</source>
        <translation>施工</translation>
    </message>
    <message>
        <source>built otherwise</source>
        <translation>改变建设方式</translation>
    </message>
    <message>
        <source>cells of {size:g} m</source>
        <translation>像元 {size:g} 米</translation>
    </message>
    <message>
        <source>chosen on areas left out</source>
        <translation>按留出区域效果选定</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>coordinate system of x and y, such as 'EPSG:4326'</source>
        <translation>x 和 y 的坐标系，例如 'EPSG:4326'</translation>
    </message>
    <message>
        <source>curve of distance, height, diffraction and, where given, land cover</source>
        <translation>距离、高度、绕射及地表覆盖（如提供）拟合曲线</translation>
    </message>
    <message>
        <source>demand served (%)</source>
        <translation>满足的需求（%）</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>every operator</source>
        <translation>每家运营商</translation>
    </message>
    <message>
        <source>every operator (the weakest counts)</source>
        <translation>所有运营商（取最弱者）</translation>
    </message>
    <message>
        <source>excellent</source>
        <translation>优</translation>
    </message>
    <message>
        <source>existing</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>existing and planned</source>
        <translation>现状与规划</translation>
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
        <source>extrapolated</source>
        <translation>外推</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>中</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>for example: Changle county 2026</source>
        <translation>例如：昌乐县 2026</translation>
    </message>
    <message>
        <source>goes off the air</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>goes on the air</source>
        <translation>开通</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良</translation>
    </message>
    <message>
        <source>height (m)</source>
        <translation>高度（米）</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>key area</source>
        <translation>重点区域</translation>
    </message>
    <message>
        <source>less than 0.01 %</source>
        <translation>不足 0.01 %</translation>
    </message>
    <message>
        <source>level {code}</source>
        <translation>{code} 级</translation>
    </message>
    <message>
        <source>met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>model off by (dB)</source>
        <translation>模型偏差（dB）</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>换站</translation>
    </message>
    <message>
        <source>no existing sites yet</source>
        <translation>尚无现状站址</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>没有此文件</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>无目标</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未达标</translation>
    </message>
    <message>
        <source>not stated by the raster</source>
        <translation>栅格未注明</translation>
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
        <source>old and new on the air together</source>
        <translation>新旧站同时在网</translation>
    </message>
    <message>
        <source>one offset per band</source>
        <translation>每频段单一偏移</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>path of a workspace; without it the one open in the panel, or of the project</source>
        <translation>工作空间路径；不填则取面板中打开的或工程指定的工作空间</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>plan area</source>
        <translation>规划范围</translation>
    </message>
    <message>
        <source>planning unit</source>
        <translation>控规单元</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>random error field</source>
        <translation>随机误差场</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>refusals</source>
        <translation>资源被拒</translation>
    </message>
    <message>
        <source>relief of {metres:,.0f} m</source>
        <translation>地形起伏 {metres:,.0f} 米</translation>
    </message>
    <message>
        <source>road</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>running …</source>
        <translation>运行中…</translation>
    </message>
    <message>
        <source>service level</source>
        <translation>能级</translation>
    </message>
    <message>
        <source>sites</source>
        <translation>站址</translation>
    </message>
    <message>
        <source>switch off</source>
        <translation>关站</translation>
    </message>
    <message>
        <source>take down equipment</source>
        <translation>拆除设备</translation>
    </message>
    <message>
        <source>test and optimise</source>
        <translation>测试优化</translation>
    </message>
    <message>
        <source>the company's answer</source>
        <translation>导入企业回复</translation>
    </message>
    <message>
        <source>the file {name}</source>
        <translation>文件 {name}</translation>
    </message>
    <message>
        <source>the import</source>
        <translation>导入台账</translation>
    </message>
    <message>
        <source>the loaded map layer</source>
        <translation>导入底图图层</translation>
    </message>
    <message>
        <source>the one that suits the plan</source>
        <translation>按数据建议</translation>
    </message>
    <message>
        <source>the place, in the coordinate system of the plan unless crs is given</source>
        <translation>位置；未给出 crs 时采用规划坐标系</translation>
    </message>
    <message>
        <source>the plan by years</source>
        <translation>分年度方案</translation>
    </message>
    <message>
        <source>the plan's own or this product's editable defaults, no official standard</source>
        <translation>规划自定或本插件的可编辑默认值，非官方标准</translation>
    </message>
    <message>
        <source>the preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>the refined plan</source>
        <translation>优化方案</translation>
    </message>
    <message>
        <source>the suggested sites</source>
        <translation>建议站址</translation>
    </message>
    <message>
        <source>tilted</source>
        <translation>调下倾角</translation>
    </message>
    <message>
        <source>today</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>today's plan</source>
        <translation>当前规划</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>调方位角</translation>
    </message>
    <message>
        <source>up to {radius:g} m from a site</source>
        <translation>计算半径 {radius:g} 米</translation>
    </message>
    <message>
        <source>usual heights: tower {tower:g}, roof {roof:g}, pole {pole:g} m</source>
        <translation>默认挂高 塔 {tower:g}、楼面 {roof:g}、杆 {pole:g} 米</translation>
    </message>
    <message>
        <source>village</source>
        <translation>村庄</translation>
    </message>
    <message>
        <source>well within the limit</source>
        <translation>低于限值</translation>
    </message>
    <message>
        <source>what was tried out</source>
        <translation>试算的改动</translation>
    </message>
    <message>
        <source>what was tried out is gone</source>
        <translation>试算内容已不存在</translation>
    </message>
    <message>
        <source>within the limit, but above the fifth of it that one project may use: to be reviewed</source>
        <translation>未超限值，但超过单个项目管理目标值（限值的五分之一），需复核</translation>
    </message>
    <message>
        <source>x and y must be numbers.</source>
        <translation>x 和 y 必须是数值。</translation>
    </message>
    <message>
        <source>zone</source>
        <translation>分区</translation>
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
        <source>{count:,.0f} people per km²</source>
        <translation>每平方公里 {count:,.0f} 人</translation>
    </message>
    <message>
        <source>{count:,} have been changed since and stay as they are.</source>
        <translation>{count:,} 条此后又被修改，保持不变。</translation>
    </message>
    <message>
        <source>{count:,} have this value already.</source>
        <translation>{count:,} 条已是该值。</translation>
    </message>
    <message>
        <source>{count:,} of them hold another value now.</source>
        <translation>其中 {count:,} 条现有其他值，将被替换。</translation>
    </message>
    <message>
        <source>{count:,} open</source>
        <translation>{count:,} 条待处理</translation>
    </message>
    <message>
        <source>{count:,} past their date</source>
        <translation>{count:,} 条逾期</translation>
    </message>
    <message>
        <source>{count:,} replies overdue</source>
        <translation>{count:,} 条答复超期</translation>
    </message>
    <message>
        <source>{count:,} resources</source>
        <translation>{count:,} 条</translation>
    </message>
    <message>
        <source>{count:,} rows are as before.</source>
        <translation>已恢复 {count:,} 条。</translation>
    </message>
    <message>
        <source>{count:,} rows changed: {column}. Ctrl+Z in the catalogue undoes it.</source>
        <translation>已修改 {count:,} 条：{column}。在台账中按 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>{count:,} selected</source>
        <translation>已选 {count:,} 条</translation>
    </message>
    <message>
        <source>{count:,} selected on the map</source>
        <translation>地图上已选 {count:,} 个</translation>
    </message>
    <message>
        <source>{count:,} texts hold characters that a shapefile cannot; the workbook has them.</source>
        <translation>有 {count:,} 处文本含 Shapefile 无法保存的字符，工作簿中保留原文。</translation>
    </message>
    <message>
        <source>{count:,} to look at</source>
        <translation>{count:,} 条待查看</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>已改 {count} 项</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} 个文件</translation>
    </message>
    <message>
        <source>{count} gaps, {area}</source>
        <translation>{count} 处，{area}</translation>
    </message>
    <message>
        <source>{count} not found</source>
        <translation>{count} 个不存在</translation>
    </message>
    <message>
        <source>{count} sites</source>
        <translation>{count} 处</translation>
    </message>
    <message>
        <source>{count} sites changed in the plan; they stay fixed when sites are suggested again.</source>
        <translation>规划中有 {count} 处站址已修改；再次建议站址时保持不变。</translation>
    </message>
    <message>
        <source>{datum}: {metres:.0f} m</source>
        <translation>{datum}：{metres:.0f} 米</translation>
    </message>
    <message>
        <source>{label} ({count:,})</source>
        <translation>{label}（{count:,}）</translation>
    </message>
    <message>
        <source>{level} {value:.1f} %, target {target:g}</source>
        <translation>{level} {value:.1f} %，目标 {target:g}</translation>
    </message>
    <message>
        <source>{line}, demand served {before:.1f} % → {after:.1f} %</source>
        <translation>{line}，达标人口 {before:.1f} % → {after:.1f} %</translation>
    </message>
    <message>
        <source>{name}: {gain} dBi</source>
        <translation>{name}：{gain} dBi</translation>
    </message>
    <message>
        <source>{parts}; targets in percent: {shares}.</source>
        <translation>{parts}；目标（%）：{shares}。</translation>
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
        <source>{shown:,} of {total:,} rows</source>
        <translation>显示 {shown:,} / 共 {total:,} 条</translation>
    </message>
    <message>
        <source>{state} · {days} d</source>
        <translation>{state} · {days} 天</translation>
    </message>
    <message>
        <source>{state} · {days} d left</source>
        <translation>{state} · 余 {days} 天</translation>
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
        <source>{stronger:.0f} % of the area heard gains 3 dB or more, {weaker:.0f} % loses as much.</source>
        <translation>有信号区域中 {stronger:.0f} % 变强 3 dB 以上，{weaker:.0f} % 变弱 3 dB 以上。</translation>
    </message>
    <message>
        <source>{what} ({column})</source>
        <translation>{what}（{column}）</translation>
    </message>
    <message>
        <source>{} texts hold characters that a shapefile cannot; they are listed in the package.</source>
        <translation>有 {} 处文本含 Shapefile 无法保存的字符，已在成果包中列出。</translation>
    </message>
    <message>
        <source>{} zones of the layer {} lie outside the plan area; they get no verdict.</source>
        <translation>有 {} 个分区（图层 {}）在规划范围之外，不下结论。</translation>
    </message>
    <message>
        <source>“{column}” becomes “{value}” in {count:,} of {rows:,} rows.</source>
        <translation>所选 {rows:,} 条中，{count:,} 条的“{column}”将改为“{value}”。</translation>
    </message>
    <message>
        <source>● {count} changed by you: {names}.</source>
        <translation>● 您改了 {count} 项：{names}。</translation>
    </message>
</context>
</TS>
